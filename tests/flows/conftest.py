"""`town`: the demonstration on each database, the bot in process, Telegram's side over real HTTP."""

import asyncio
import copy
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog
from pydantic import SecretStr
from sqlalchemy.engine import make_url
from structlog.testing import LogCapture

from bot.demo import GROUPS, TOKEN, USERNAME, add_phones, furnish_store, furnish_world, read_cast
from bot.sandboxed import BOT_NAME
from bot.settings import Settings
from bot.simulated import Simulation, simulate
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.database import connect
from store.models import Letter
from tests.conftest import copy_of_postgres, drop_postgres
from tests.flows.phones import Town
from tests.sandbox.dialect import check_world


@pytest.fixture
def log() -> Iterator[LogCapture]:
    """What the bot writes into its log."""
    capture = LogCapture()
    before = structlog.get_config()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, capture], cache_logger_on_first_use=False)
    yield capture
    structlog.configure(**before)


@dataclass(frozen=True)
class Furnished:
    """The demonstration after everybody's first /start, made once: each test gets a copy of both sides."""

    store_url: str
    world: World
    tokens: dict[int, str]  # of the waiting invitations, by Telegram id
    moment: datetime


@pytest.fixture(scope="session")
def furnished_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The demonstration on an embedded store."""
    path = tmp_path_factory.mktemp("furnished") / "town.db"
    shutil.copy(sqlite_template, path)
    return asyncio.run(_furnished(f"sqlite:///{path}"))


@pytest.fixture(scope="session")
def furnished_postgres(postgres_server: str, postgres_template: str) -> Iterator[Furnished]:
    """The same on PostgreSQL."""
    url = asyncio.run(copy_of_postgres(postgres_server, postgres_template))
    yield asyncio.run(_furnished(url))
    asyncio.run(drop_postgres(postgres_server, url))


async def _furnished(url: str) -> Furnished:
    cast = read_cast()
    database = connect(url)
    tokens = await database.run(lambda session: furnish_store(session, cast, cast.starts_at))
    # The menus of the cast say nothing about any test.
    await database.run(lambda session: session.execute(sa.delete(Letter)))
    await database.close()
    world = World(lambda: cast.starts_at, Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    add_phones(world, cast)
    async with _living(world, url, cast.starts_at) as simulation:
        furnish_world(world, cast, tokens)
        await simulation.settle()
        moment = simulation.now()
    world.now = lambda: moment  # the simulation is over, and could not be copied
    check_world(world)
    _forget_calls(world)
    return Furnished(url, world, tokens, moment)


@asynccontextmanager
async def _living(world: World, url: str, moment: datetime) -> AsyncIterator[Simulation]:
    """The bot in this process and the world behind HTTP, both at the same moment."""
    async with serve(world) as serving:
        settings = Settings(token=SecretStr(TOKEN), api_url=serving.url, database_url=url)
        async with simulate(settings, moment, frozen=True) as simulation:
            world.now = simulation.now
            yield simulation


def _forget_calls(world: World) -> None:
    world.calls.clear()
    for bot in world.bots.values():
        bot.inbox.emitted.clear()


@pytest.fixture
def sqlite_town(furnished_sqlite: Furnished, tmp_path: Path) -> Furnished:
    """A copy of one's own on an embedded store."""
    path = tmp_path / "town.db"
    shutil.copy(str(make_url(furnished_sqlite.store_url).database), path)
    return _copy_of(furnished_sqlite, f"sqlite:///{path}")


@pytest.fixture
async def postgres_town(postgres_server: str, furnished_postgres: Furnished) -> AsyncIterator[Furnished]:
    """The same on PostgreSQL."""
    url = await copy_of_postgres(postgres_server, str(make_url(furnished_postgres.store_url).database))
    yield _copy_of(furnished_postgres, url)
    await drop_postgres(postgres_server, url)


def _copy_of(furnished: Furnished, url: str) -> Furnished:
    return replace(furnished, store_url=url, world=copy.deepcopy(furnished.world))


@pytest.fixture(params=["sqlite", "postgres"])
def furnished(request: pytest.FixtureRequest) -> Furnished:
    """The demonstration, once on each kind of database."""
    of_kind: Furnished = request.getfixturevalue(f"{request.param}_town")
    return of_kind


@pytest.fixture
async def town(furnished: Furnished, log: LogCapture) -> AsyncIterator[Town]:
    """At the end: nothing of ours broke, and every call and update was in Telegram's own dialect."""
    async with _living(furnished.world, furnished.store_url, furnished.moment) as simulation:
        yield Town(furnished.world, simulation, read_cast(), GROUPS)
    check_world(furnished.world)
    broken = [entry for entry in log.entries if entry["log_level"] in ("error", "critical")]
    assert broken == []
