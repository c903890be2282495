"""The clock does what is due in pages, at its moment, and lets others in between."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.digests import plan_for_member
from scheduler.clock import BETWEEN_LOOKS, Clock
from scheduler.digests import READERS_AT_ONCE
from scheduler.ringing import next_due
from scheduler.tick import Tick
from store.database import Database, connect
from store.models import Letter, Meeting, Person
from tests.actions.founding import convene, found_network, join, settle_person, share_challenge

BEGIN = datetime(2027, 10, 12, tzinfo=UTC)
MONDAY = datetime(2027, 10, 18, 7, tzinfo=UTC)
READERS = 3 * READERS_AT_ONCE + 1
PATIENCE = BETWEEN_LOOKS.total_seconds() / 2  # less than an unasked look could take


def many_readers(session: Session, number: int = READERS) -> None:
    """In one network with something new; their digests are due on Monday."""
    network = found_network(session)
    author, _ = settle_person(session)
    for _ in range(number):
        person, city = settle_person(session)
        plan_for_member(session, join(session, person, city, network), network, now=BEGIN)
    share_challenge(session, network, author, BEGIN)


def letters(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count(Letter.id))) or 0


async def test_look_does_all_that_is_due_and_gives_the_next_moment(database: Database) -> None:
    await database.run(many_readers)
    woken: list[None] = []
    now = MONDAY - timedelta(hours=1)
    clock = Clock(database, lambda: now, lambda: woken.append(None))

    assert await clock.look() == MONDAY
    assert (await database.read(letters), woken) == (0, [])

    now = MONDAY
    await clock.look()
    assert await database.read(letters) == READERS
    assert len(woken) == 4
    assert await next_due(database) == MONDAY + timedelta(days=7)


async def test_presses_are_answered_between_the_pages(database: Database) -> None:
    await database.run(many_readers)
    first_page = asyncio.Event()
    clock = Clock(database, lambda: MONDAY, first_page.set)

    looking = asyncio.create_task(clock.look())
    await first_page.wait()
    written = await database.run(letters)

    assert READERS_AT_ONCE <= written < READERS
    await looking


async def test_tick_that_fails_keeps_no_other_from_ringing(database: Database) -> None:
    def unit(session: Session) -> None:
        many_readers(session)
        session.execute(sa.update(Person).values(zone="Atlantis/Nowhere"))
        (meeting,) = convene(session, found_network(session, "otra"), MONDAY + timedelta(days=5))
        meeting.card_due_at = MONDAY

    await database.run(unit)
    clock = Clock(database, lambda: MONDAY, lambda: None)

    await clock.look()

    assert await database.read(letters) == 0
    # The card is posted: the next thing to be done to it is to close it, when the session begins.
    following = await database.read(lambda session: session.execute(sa.select(Meeting.card_due_at, Meeting.starts_at)))
    assert [card_due_at == starts_at for card_due_at, starts_at in following] == [True]


def one_reader(session: Session) -> None:
    """The same with one of them."""
    many_readers(session, 1)


@asynccontextmanager
async def running(database: Database, now: Callable[[], datetime]) -> AsyncIterator[tuple[Clock, asyncio.Event]]:
    """A clock that rings by itself, and what it wakes."""
    rung = asyncio.Event()
    clock = Clock(database, now, rung.set)
    clock.start()
    try:
        yield clock, rung
    finally:
        await clock.stop()


async def test_clock_rings_at_the_moment_and_not_at_the_next_look(database: Database) -> None:
    await database.run(one_reader)
    ahead = MONDAY - datetime.now(UTC) - timedelta(seconds=1)

    async with running(database, lambda: datetime.now(UTC) + ahead) as (_, rung), asyncio.timeout(PATIENCE):
        await rung.wait()

        assert datetime.now(UTC) + ahead >= MONDAY


async def test_clock_that_is_woken_finds_what_was_planned_meanwhile(database: Database) -> None:
    ahead = MONDAY - datetime.now(UTC)
    looked = asyncio.Event()

    def now() -> datetime:
        looked.set()
        return datetime.now(UTC) + ahead

    async with running(database, now) as (clock, rung), asyncio.timeout(PATIENCE):
        await looked.wait()  # and found nothing
        await database.run(one_reader)
        clock.wake()
        clock.wake()
        await rung.wait()


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - the clock tells nobody
            await asyncio.sleep(0.01)


async def test_ringing_goes_on_when_the_machines_clock_is_set_back(sqlite_url: str) -> None:
    asked: list[datetime] = []

    def now() -> datetime:
        asked.append(datetime.now(UTC))
        return asked[-1]

    database = connect(sqlite_url)
    clock = Clock(database, now, lambda: None, seconds_between_checks=0.01)
    clock.start()
    # As after a clock was set back: the next rings lie two hours ahead of what it shows.
    for job in clock.jobs:
        job.modify(next_run_time=job.next_run_time + timedelta(hours=2))

    await until(lambda: len(asked) >= len(clock.jobs))

    await clock.stop()
    await database.close()


async def test_stop_lets_a_tick_end_that_has_begun(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def hold(_database: Database, _tick: Tick, _now: datetime) -> int:
        begun.set()
        await may_end.wait()
        return 0

    clock = Clock(database, lambda: datetime.now(UTC), lambda: None, hold)
    clock.start()
    await begun.wait()

    stopping = asyncio.create_task(clock.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_end.set()
    await stopping

    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_tick_that_is_broken_off_by_a_stop_is_no_failure(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def hang(_database: Database, _tick: Tick, _now: datetime) -> int:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return 0

    others = asyncio.all_tasks()
    clock = Clock(database, lambda: datetime.now(UTC), lambda: None, hang)
    clock.start()
    await begun.wait()

    await clock.stop(within=0.01)
    await ended.wait()

    assert asyncio.all_tasks() <= others  # none goes on looking
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
