"""`town`: the demonstration on each database, the bot in process, Telegram's side over real HTTP."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
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


Tokens = dict[int, str]


@pytest.fixture(scope="session")
def furnished_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tokens]:
    """An embedded store with the demonstration in it, and the tokens of its waiting invitations."""
    path = tmp_path_factory.mktemp("furnished") / "town.db"
    shutil.copy(sqlite_template, path)
    return path, asyncio.run(_furnished(f"sqlite:///{path}"))


@pytest.fixture(scope="session")
def furnished_postgres(postgres_server: str, postgres_template: str) -> Iterator[tuple[str, Tokens]]:
    """The same on PostgreSQL."""
    url = asyncio.run(copy_of_postgres(postgres_server, postgres_template))
    yield url, asyncio.run(_furnished(url))
    asyncio.run(drop_postgres(postgres_server, url))


async def _furnished(url: str) -> Tokens:
    cast = read_cast()
    database = connect(url)
    tokens = await database.run(lambda session: furnish_store(session, cast, cast.starts_at))
    # The menus of the cast would only be sent again before each test.
    await database.run(lambda session: session.execute(sa.delete(Letter)))
    await database.close()
    return tokens


@pytest.fixture
def sqlite_town(furnished_sqlite: tuple[Path, Tokens], tmp_path: Path) -> tuple[str, Tokens]:
    """A store of one's own with the demonstration in it."""
    template, tokens = furnished_sqlite
    shutil.copy(template, tmp_path / "town.db")
    return f"sqlite:///{tmp_path / 'town.db'}", tokens


@pytest.fixture
async def postgres_town(
    postgres_server: str, furnished_postgres: tuple[str, Tokens]
) -> AsyncIterator[tuple[str, Tokens]]:
    """The same on PostgreSQL."""
    template, tokens = furnished_postgres
    url = await copy_of_postgres(postgres_server, str(make_url(template).database))
    yield url, tokens
    await drop_postgres(postgres_server, url)


@pytest.fixture(params=["sqlite", "postgres"])
def furnished(request: pytest.FixtureRequest) -> tuple[str, Tokens]:
    """A store with the demonstration in it, once on each kind of database."""
    of_kind: tuple[str, Tokens] = request.getfixturevalue(f"{request.param}_town")
    return of_kind


@pytest.fixture
async def town(furnished: tuple[str, Tokens], log: LogCapture) -> AsyncIterator[Town]:
    """At the end: nothing of ours broke, and every call and update was in Telegram's own dialect."""
    cast, (url, tokens) = read_cast(), furnished
    holder: list[Simulation] = []
    world = World(lambda: holder[0].now() if holder else cast.starts_at, Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    add_phones(world, cast)
    async with serve(world) as serving:
        settings = Settings(token=SecretStr(TOKEN), api_url=serving.url, database_url=url)
        async with simulate(settings, cast.starts_at, frozen=True) as simulation:
            holder.append(simulation)
            furnish_world(world, cast, tokens)
            town = Town(world, simulation, cast, GROUPS)
            await town.settle()
            yield town
    check_world(world)
    broken = [entry for entry in log.entries if entry["log_level"] in ("error", "critical")]
    assert broken == []
