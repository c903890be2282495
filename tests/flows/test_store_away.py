"""The store is locked by another, full, or stopped: updates and letters wait, and go on by themselves.

`python -m benchmarks.away` does the same for twenty seconds.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import LogCapture

from store import schema
from tests.flows.away import QUICKLY, full, live_through, locked, stopped
from tests.flows.site import Site
from tests.own_postgres import OwnPostgres
from tests.postgres import running_server


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[OwnPostgres]:
    """A server that this test alone uses, for it is stopped."""
    with (
        tempfile.TemporaryDirectory(prefix="microrredes-postgres-", ignore_cleanup_errors=True) as folder,
        running_server(Path(folder)) as server,
    ):
        schema.upgrade(server.get_uri())
        yield OwnPostgres(server)


@pytest.fixture
def postgres_url(own_postgres: OwnPostgres) -> str:
    """A store on it."""
    return own_postgres.url


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_locked_store_loses_nothing_and_is_told_of_once(site: Site, log: LogCapture) -> None:
    site.settings["database_url"] += QUICKLY

    await live_through(site, log, locked(site))


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_full_disk_loses_nothing_and_is_told_of_once(site: Site, log: LogCapture) -> None:
    await live_through(site, log, full(site))


@pytest.mark.parametrize("store_url", ["postgres"], indirect=True)
async def test_stopped_server_loses_nothing_and_is_told_of_once(
    site: Site, log: LogCapture, own_postgres: OwnPostgres
) -> None:
    await live_through(site, log, stopped(site, own_postgres))
