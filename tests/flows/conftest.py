"""`town`: the demonstration on each database, the bot in process, Telegram's side over real HTTP."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
import structlog
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from structlog.testing import LogCapture

from bot.demo import GROUPS, TOKEN, USERNAME
from bot.sandboxed import BOT_NAME
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.database import connect
from store.models import Lane, Letter
from tests.conftest import copy_of_postgres
from tests.flows.lives import CAST, Furnished, Lives, living
from tests.flows.phones import Town
from tests.flows.site import Site
from tests.once import run_folder
from tests.reused import Reused
from tests.sandbox.dialect import check_world

MOMENTS = pytest.StashKey[list[datetime]]()


@pytest.fixture
def log() -> Iterator[LogCapture]:
    """What the bot writes into its log."""
    capture = LogCapture()
    before = structlog.get_config()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, capture], cache_logger_on_first_use=False)
    yield capture
    structlog.configure(**before)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The moments at which the chosen tests begin."""
    config.stash[MOMENTS] = sorted({moment for item in items if (moment := _moment_of(item)) is not None})


def _moment_of(item: pytest.Item) -> datetime | None:
    """Where a test begins: `@pytest.mark.begins(moment)`."""
    marked = item.get_closest_marker("begins")
    return marked.args[0] if marked else None


async def _lived(lives: Lives, item: pytest.Item) -> Furnished:
    """The demonstration as the test asks for it."""
    moment = _moment_of(item)
    if not item.get_closest_marker("filled"):
        return await lives.until(moment)
    assert moment is None, "the town is filled at its beginning"
    return await lives.filled()


@pytest.fixture(scope="session")
def moments(pytestconfig: pytest.Config) -> list[datetime]:
    """The same, in their order."""
    return pytestconfig.stash[MOMENTS]


@pytest.fixture(scope="session")
def lives_on_sqlite(sqlite_template: Path, moments: list[datetime]) -> Lives:
    """The demonstration on an embedded store."""

    async def copy_store(url: str) -> str:
        path = run_folder() / f"{uuid4().hex}.db"
        shutil.copy(str(make_url(url).database), path)
        return f"sqlite:///{path}"

    return Lives("sqlite", f"sqlite:///{sqlite_template}", copy_store, moments)


@pytest.fixture(scope="session")
def lives_on_postgres(postgres_server: str, postgres_template: str, moments: list[datetime]) -> Lives:
    """The same on PostgreSQL."""

    async def copy_store(url: str) -> str:
        return await copy_of_postgres(postgres_server, url)

    return Lives("postgres", postgres_template, copy_store, moments)


@pytest.fixture
async def sqlite_town(lives_on_sqlite: Lives, tmp_path: Path, request: pytest.FixtureRequest) -> Furnished:
    """A copy of one's own on an embedded store."""
    lived = await _lived(lives_on_sqlite, request.node)
    path = tmp_path / "town.db"
    shutil.copy(str(make_url(lived.store_url).database), path)
    return replace(lived, store_url=f"sqlite:///{path}")


@pytest.fixture
async def postgres_town(reused_postgres: Reused, lives_on_postgres: Lives, request: pytest.FixtureRequest) -> Furnished:
    """The same on PostgreSQL."""
    lived = await _lived(lives_on_postgres, request.node)
    await reused_postgres.fill(lived.store_url)
    return replace(lived, store_url=reused_postgres.url)


@pytest.fixture(params=["sqlite", "postgres"])
def furnished(request: pytest.FixtureRequest) -> Furnished:
    """The demonstration, once on each kind of database."""
    of_kind: Furnished = request.getfixturevalue(f"{request.param}_town")
    return of_kind


@pytest.fixture
async def town(furnished: Furnished, log: LogCapture) -> AsyncIterator[Town]:
    """The demonstration, where calendars can fetch nothing."""
    async with town_of(furnished, log) as opened:
        yield opened


@asynccontextmanager
async def town_of(furnished: Furnished, log: LogCapture, *, public_url: str | None = None) -> AsyncIterator[Town]:
    """At the end: nothing of ours broke, every call and update was in Telegram's own dialect, and all that came to
    people by itself was of a kind: `actions/attention` has the rules.
    """
    async with living(furnished, public_url=public_url) as simulation:
        yield Town(furnished.world, simulation, CAST, GROUPS)
        assert await simulation.application.database.read(_without_kind) == []
    check_world(furnished.world)
    broken = [entry for entry in log.entries if entry["log_level"] in ("error", "critical")]
    assert broken == []


def _without_kind(session: Session) -> list[str | None]:
    """Keys of letters to people that are no answers to what they did, and of no kind."""
    by_itself = (Letter.chat_id > 0, Letter.lane == Lane.BULK, Letter.method.startswith("send"), Letter.part == 0)
    return list(session.scalars(sa.select(Letter.key).where(*by_itself, Letter.kind.is_(None))))


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
    check_world(world)
