"""Ways in which a store can be away, and a bot that lives through each of them."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, closing

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from structlog.testing import LogCapture

from bot.application import Application
from scheduler.patience import Patience
from store.database import connect
from store.models import LetterState
from tests.flows.processes import PATIENCE, until
from tests.flows.running import running
from tests.flows.site import (
    FIRST,
    Site,
    announce,
    check_each_update_took_effect_once,
    settle_people,
    states,
    until_all_is_said,
    write,
)
from tests.own_postgres import OwnPostgres

PEOPLE = range(FIRST, FIRST + 16)
EARLY, LATE = PEOPLE[:5], PEOPLE[5:]
NO_LIMIT = 1_073_741_823  # pages: SQLite's own
QUICKLY = "?timeout=0.1"  # an embedded store's address, for those who do not want to wait for its lock

Away = Callable[[Application], AbstractAsyncContextManager[None]]


def locked(site: Site) -> Away:
    """Another process writes for longer than anybody wants to wait."""

    @asynccontextmanager
    async def away(_application: Application) -> AsyncIterator[None]:
        with _another_process(site) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    return away


def full(site: Site) -> Away:
    """The file has no page to spare, and can have no other."""

    @asynccontextmanager
    async def away(application: Application) -> AsyncIterator[None]:
        with _another_process(site) as other:
            other.execute("VACUUM")
        await _allow_pages(application, 1)  # no fewer than there are
        yield
        await _allow_pages(application, NO_LIMIT)

    return away


def stopped(site: Site, server: OwnPostgres) -> Away:
    """The server is shut down, and comes back."""

    @asynccontextmanager
    async def away(_application: Application) -> AsyncIterator[None]:
        await site.database.close()
        await asyncio.to_thread(server.stop)
        yield
        await asyncio.to_thread(server.start)
        site.database = connect(site.settings["database_url"])

    return away


async def live_through(site: Site, log: LogCapture, away: Away, *, seconds: float = 0.0) -> None:
    """A broadcast goes out and people write while the store goes away, at least so long, and comes back."""
    await settle_people(site, PEOPLE)
    async with running(site) as application:
        await announce(site, PEOPLE)
        write(site, EARLY)
        await until(site.world, lambda: any(site.said(user_id) for user_id in EARLY))

        async with away(application):
            write(site, LATE)
            await _until_logged(log, "store_is_away")
            await asyncio.sleep(seconds)
            assert site.world.pending_updates(site.world.bot) > 0, "what is not done is not confirmed"

        await until_all_is_said(site, PEOPLE, patience=3 * PATIENCE)
        await _until_logged(log, "store_is_back")
    await _check(site, log)


async def _check(site: Site, log: LogCapture) -> None:
    await check_each_update_took_effect_once(site, PEOPLE)
    assert {user_id: len(site.said(user_id)) for user_id in PEOPLE} == dict.fromkeys(PEOPLE, 3)
    assert (await states(site)).keys() == {LetterState.SENT}
    assert [entry["event"] for entry in log.entries if "store" in entry["event"]] == ["store_is_away", "store_is_back"]
    assert [entry["event"] for entry in log.entries if entry["log_level"] == "error"] == ["store_is_away"]


def _another_process(site: Site) -> AbstractContextManager[sqlite3.Connection]:
    path = str(make_url(site.settings["database_url"]).database)
    return closing(sqlite3.connect(path, isolation_level=None))


async def _allow_pages(application: Application, most: int) -> None:
    """What shares its transaction with a unit that finds no room is rolled back with it, and comes again."""
    await Patience(application.database).run(
        lambda session: session.execute(sa.text(f"PRAGMA max_page_count = {most}"))
    )


async def _until_logged(log: LogCapture, event: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while event not in [entry["event"] for entry in log.entries]:  # noqa: ASYNC110 - the log tells nobody
            await asyncio.sleep(0.01)
