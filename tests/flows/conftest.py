"""`town`: the demonstration on each database, the bot in process, Telegram's side over real HTTP."""

import copy
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

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
from tests.flows.site import Site
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
def furnished_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> "Lives":
    """The demonstration on an embedded store."""
    folder = tmp_path_factory.mktemp("furnished")

    async def copy_store(url: str) -> str:
        path = folder / f"{uuid4().hex}.db"
        shutil.copy(str(make_url(url).database), path)
        return f"sqlite:///{path}"

    return Lives(f"sqlite:///{sqlite_template}", copy_store)


@pytest.fixture(scope="session")
def furnished_postgres(postgres_server: str, postgres_template: str) -> "Lives":
    """The same on PostgreSQL. The copies go with their server."""

    async def copy_store(url: str) -> str:
        return await copy_of_postgres(postgres_server, str(make_url(url).database))

    return Lives(make_url(postgres_server).set(database=postgres_template).render_as_string(False), copy_store)


class Lives:
    """The demonstration as it stands at some moments, each lived through once in a session."""

    def __init__(self, template: str, copy_store: Callable[[str], Awaitable[str]]) -> None:
        self._template = template
        self._copy_store = copy_store
        self._made: dict[datetime, Furnished] = {}

    async def until(self, moment: datetime | None) -> Furnished:
        """The demonstration after nobody did anything until `moment`; None: at its beginning."""
        if not self._made:
            begun = await _furnished(await self._copy_store(self._template))
            self._made[begun.moment] = begun
        if moment is None:
            return self._made[min(self._made)]
        if moment not in self._made:
            self._made[moment] = await self._live_on(
                self._made[max(made for made in self._made if made < moment)], moment
            )
        return self._made[moment]

    async def _live_on(self, before: Furnished, moment: datetime) -> Furnished:
        return await _moved(replace(_own_world(before), store_url=await self._copy_store(before.store_url)), moment)


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
    return _rested(Furnished(url, world, tokens, moment))


async def _moved(furnished: Furnished, moment: datetime) -> Furnished:
    async with _living(furnished.world, furnished.store_url, furnished.moment) as simulation:
        await simulation.move_to(moment)
        await simulation.settle()
        return _rested(replace(furnished, moment=simulation.now()))


def _rested(furnished: Furnished) -> Furnished:
    """What was said until now is checked, and no part of any test."""
    furnished.world.now = lambda: furnished.moment  # the simulation is over, and could not be copied
    check_world(furnished.world)
    furnished.world.calls.clear()
    for bot in furnished.world.bots.values():
        bot.inbox.emitted.clear()
    return furnished


def _own_world(furnished: Furnished) -> Furnished:
    return replace(furnished, world=copy.deepcopy(furnished.world))


@asynccontextmanager
async def _living(world: World, url: str, moment: datetime) -> AsyncIterator[Simulation]:
    """The bot in this process and the world behind HTTP, both at the same moment."""
    async with serve(world) as serving:
        settings = Settings(token=SecretStr(TOKEN), api_url=serving.url, database_url=url)
        async with simulate(settings, moment, frozen=True) as simulation:
            world.now = simulation.now
            yield simulation


@pytest.fixture
async def sqlite_town(furnished_sqlite: Lives, tmp_path: Path, request: pytest.FixtureRequest) -> Furnished:
    """A copy of one's own on an embedded store."""
    lived = await furnished_sqlite.until(_moment_of(request))
    path = tmp_path / "town.db"
    shutil.copy(str(make_url(lived.store_url).database), path)
    return replace(_own_world(lived), store_url=f"sqlite:///{path}")


@pytest.fixture
async def postgres_town(
    postgres_server: str, furnished_postgres: Lives, request: pytest.FixtureRequest
) -> AsyncIterator[Furnished]:
    """The same on PostgreSQL."""
    lived = await furnished_postgres.until(_moment_of(request))
    url = await copy_of_postgres(postgres_server, str(make_url(lived.store_url).database))
    yield replace(_own_world(lived), store_url=url)
    await drop_postgres(postgres_server, url)


def _moment_of(request: pytest.FixtureRequest) -> datetime | None:
    """Where a test begins: `@pytest.mark.begins(moment)`."""
    marked = request.node.get_closest_marker("begins")
    return marked.args[0] if marked else None


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


@pytest.fixture
async def site(store_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    """A store and a Telegram, to which the test starts bots."""
    world = World(lambda: datetime.now(UTC), Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    async with serve(world) as serving:
        settings = {"token": TOKEN, "api_url": serving.url, "database_url": store_url}
        opened = Site(world, connect(store_url), tmp_path, settings)
        yield opened
        await opened.database.close()
