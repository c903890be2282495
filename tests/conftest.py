"""Real databases for every test: an embedded store and a PostgreSQL, each a fresh copy of a migrated template."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from coverage import Coverage
from hypothesis import settings
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from store import schema
from store.database import Database, connect, driver_url
from tests import postgres as wheel
from tests.own_postgres import OwnPostgres

settings.register_profile("thorough", print_blob=True)  # tests that look at it try many more examples


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Lines are counted on one database, and where one test is not the hundredth of its kind: counting doubles a
    test's time."""
    counting = Coverage.current()
    if counting is None or not ("[postgres" in item.nodeid or "test_hostile" in item.nodeid):
        return (yield)
    counting.stop()
    try:
        return (yield)
    finally:
        counting.start()


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> str:
    """The address of a PostgreSQL server: the one named in the environment, or one from the wheel."""
    named = os.environ.get("MICRORREDES_TEST_POSTGRES")
    return named or request.getfixturevalue("own_postgres").url


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[OwnPostgres]:
    """A server from the wheel, which this process alone uses, and may stop."""
    with (
        tempfile.TemporaryDirectory(prefix="microrredes-postgres-", ignore_cleanup_errors=True) as folder,
        wheel.running_server(Path(folder)) as server,
    ):
        asyncio.run(_make_forgetful(server.get_uri()))
        yield OwnPostgres(server)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of a database that holds the migrated schema and nothing else."""
    name = f"microrredes_{uuid4().hex[:12]}"
    asyncio.run(_execute(postgres_server, f"CREATE DATABASE {name}"))
    schema.upgrade(_named(postgres_server, name))
    yield name
    asyncio.run(_execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds the migrated schema and nothing else."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An embedded store with the schema."""
    path = tmp_path / "store.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
async def postgres_url(postgres_server: str, postgres_template: str) -> AsyncIterator[str]:
    """A PostgreSQL database with the schema."""
    url = await copy_of_postgres(postgres_server, postgres_template)
    yield url
    await drop_postgres(postgres_server, url)


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a store with the schema, once on each kind of database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(store_url: str) -> AsyncIterator[Database]:
    """A store with the schema, once on each kind of database."""
    opened = connect(store_url)
    yield opened
    await opened.close()


async def copy_of_postgres(server: str, template: str) -> str:
    """The address of a new database that is a copy of `template`."""
    name = f"microrredes_{uuid4().hex}"
    await _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return _named(server, name)


async def drop_postgres(server: str, url: str) -> None:
    """Takes a database away, whoever is still connected."""
    await _execute(server, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


async def _make_forgetful(url: str) -> None:
    """Databases come and go by the hundred and none has to survive a power cut."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        await _execute(url, f"ALTER SYSTEM SET {setting} = off")
    await _execute(url, "SELECT pg_reload_conf()")


async def _execute(url: str, statement: str) -> None:
    engine = create_async_engine(driver_url(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(sa.text(statement))
    await engine.dispose()


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
