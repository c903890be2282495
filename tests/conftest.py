"""Real databases for every test: an embedded store and a PostgreSQL, each a fresh copy of a migrated template."""

import asyncio
import gc
import os
import shutil
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa
from hypothesis import settings
from sqlalchemy.engine import make_url

from store import schema
from store.database import Database, connect
from store.models import AuditEntry
from tests import postgres as wheel
from tests.counting import count_cheaply, settle_functions
from tests.once import alone, begin_run, end_run, run_folder
from tests.ports import free_ports
from tests.reused import Reused
from texts.audit.deeds import DEEDS

# What their helpers assert tells its values too, as what the tests assert does.
pytest.register_assert_rewrite(*(f"tests.{path.parent.name}" for path in Path(__file__).parent.glob("*/__init__.py")))
# How long an example takes says more about the machine than about us.
settings.register_profile("usual", deadline=None)
settings.register_profile("thorough", deadline=None, print_blob=True)  # tests that look at it try many more examples
settings.load_profile("usual")

gc.disable()  # until all is imported
GARBAGE = (50_000, 20, 20)  # new objects before their first look, and looks before a longer one


@sa.event.listens_for(AuditEntry, "before_insert")
def _has_a_sentence(_mapper: Any, _connection: Any, entry: AuditEntry) -> None:
    """Whatever a test of any feature does: who coordinates can read it."""
    assert entry.deed in DEEDS, f"the deed {entry.deed!r} needs a sentence in texts/audit/deeds.py"


WAITING = frozenset({"site", "browser"})  # fixtures of tests that wait for processes
SECONDS_TO_END = 5  # for what a test has left behind

NAMED_SERVER = os.environ.get("MICRORREDES_TEST_POSTGRES")
# Databases come and go by the hundred, and none has to survive a power cut.
FORGETFUL = [
    *(f"ALTER SYSTEM SET {setting} = off" for setting in ("fsync", "synchronous_commit", "full_page_writes")),
    "ALTER SYSTEM SET autovacuum = off",
    "ALTER SYSTEM SET max_wal_size = '64MB'",
    "SELECT pg_reload_conf()",
]


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before pytest decides where `tmp_path` is."""
    count_cheaply()
    _run_as_the_bot_does()
    if not _is_worker(config):
        begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not _is_worker(config):
        if NAMED_SERVER:
            asyncio.run(_drop_all(NAMED_SERVER))
        end_run()


def _run_as_the_bot_does() -> None:
    """In the same kind of event loop, where there is one for this system. It is quicker, too."""
    with suppress(ImportError), warnings.catch_warnings():
        import uvloop

        warnings.simplefilter("ignore", DeprecationWarning)  # of policies, by newer Pythons
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())


def _is_worker(config: pytest.Config) -> bool:
    """One of several processes of a run; the one that began the run runs no test then."""
    return hasattr(config, "workerinput")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Most of those that wait for processes and browsers come first. Where each worker begins with a part of its own
    (`--dist worksteal`), one of them waits while the others have the processors, and nobody has to wait at the end.
    """
    items.sort(key=lambda item: WAITING.isdisjoint(getattr(item, "fixturenames", ())))


def pytest_collection_finish() -> None:
    """What has been imported stays. Looking through all of it for what may go took a fifth of the tests' time."""
    settle_functions()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    gc.enable()


class Compiled:
    """Statements as the text of a database, for all stores of its kind.

    A process of the bot has one store and compiles each statement once. Here a store lives for one test, of which that
    would be an eighth.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[Any, ...], Any] = {}

    def get(self, key: tuple[Any, ...]) -> Any:
        """The key begins with the dialect, of which each store has its own."""
        return self._found.get((key[0].name, *key[1:]))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._found[key[0].name, *key[1:]] = compiled


_compiled = Compiled()


@sa.event.listens_for(sa.Engine, "engine_connect")
def share_compiled(connection: sa.Connection) -> None:
    """Whatever connects, to whichever store."""
    connection.execution_options(compiled_cache=_compiled)


@pytest.fixture(scope="session")
async def loop() -> asyncio.AbstractEventLoop:
    """The one in which all tests run that do not ask for another: connections belong to a loop."""
    return asyncio.get_running_loop()


@pytest.fixture(autouse=True)
def nothing_goes_on(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """What a test has begun, and what does not end by itself, would go on in the next one: the test fails."""
    yield
    if not (begun := asyncio.all_tasks(loop)):
        return
    _, going_on = loop.run_until_complete(asyncio.wait(begun, timeout=SECONDS_TO_END))
    for task in going_on:
        task.cancel()
    if going_on:
        loop.run_until_complete(asyncio.wait(going_on, timeout=SECONDS_TO_END))
    assert not going_on


@pytest.fixture(scope="session")
def unused_tcp_port_factory(worker_id: str) -> Callable[[], int]:
    """A port that nobody takes before the test does, which those of pytest-asyncio are not."""
    ports = free_ports(int(worker_id.removeprefix("gw")) if worker_id != "master" else 0)
    return lambda: next(ports)


@pytest.fixture
def unused_tcp_port(unused_tcp_port_factory: Callable[[], int]) -> int:
    return unused_tcp_port_factory()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server: the one named in the environment, or one from the wheel for the whole run."""
    if NAMED_SERVER:
        yield NAMED_SERVER
        return
    with wheel.postgres_server(run_folder()) as url:
        asyncio.run(_execute(url, *FORGETFUL))
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The address of a database that holds the migrated schema and nothing else."""
    with alone("postgres-template") as path:
        if not path.exists():
            url = _named(postgres_server, _new_name())
            asyncio.run(_execute(postgres_server, f"CREATE DATABASE {make_url(url).database}"))
            schema.upgrade(url)
            path.write_text(url)
        return path.read_text()


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A file that holds the migrated schema and nothing else."""
    with alone("template.db") as path:
        if not path.exists():
            schema.upgrade(f"sqlite:///{path}")
        return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An embedded store with the schema."""
    path = tmp_path / "store.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
async def reused_postgres(postgres_server: str, postgres_template: str) -> AsyncIterator[Reused]:
    """The database of this process of the run; `fill` before each use."""
    reused = Reused(await copy_of_postgres(postgres_server, postgres_template))
    yield reused
    await reused.close()
    await drop_postgres(postgres_server, reused.url)


@pytest.fixture
async def postgres_url(reused_postgres: Reused, postgres_template: str) -> str:
    """A PostgreSQL database with the schema."""
    await reused_postgres.fill(postgres_template)
    return reused_postgres.url


@pytest.fixture
async def new_postgres_url(postgres_server: str, postgres_template: str) -> AsyncIterator[str]:
    """The same for tests that change the schema: nobody uses it after them."""
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
    """The address of a new database that is a copy of the one at `template`."""
    url = _named(server, _new_name())
    copied = f"TEMPLATE {make_url(template).database} STRATEGY file_copy"  # a fifth of the default's time
    await _execute(server, f"CREATE DATABASE {make_url(url).database} {copied}")
    return url


async def drop_postgres(server: str, url: str) -> None:
    """Takes a database away, whoever is still connected."""
    await _execute(server, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


async def _drop_all(server: str) -> None:
    """A server that was there before the tests is left as it was."""
    connection = await asyncpg.connect(server)
    for row in await connection.fetch("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", _prefix()):
        await connection.execute(f"DROP DATABASE {row['datname']} WITH (FORCE)")
    await connection.close()


async def _execute(server: str, *statements: str) -> None:
    connection = await asyncpg.connect(server)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def _new_name() -> str:
    return f"{_prefix()}{uuid4().hex[:16]}"


def _prefix() -> str:
    return f"tests_{run_folder().name.rpartition('-')[2].lower()}_"


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
