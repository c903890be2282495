"""The store is locked by another, full, or stopped: updates and letters wait, and go on by themselves.

`python -m benchmarks.away` does the same for twenty seconds.
"""

import pytest
from structlog.testing import LogCapture

from tests.flows.away import QUICKLY, full, live_through, locked, stopped
from tests.flows.site import Site
from tests.own_postgres import OwnPostgres


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
