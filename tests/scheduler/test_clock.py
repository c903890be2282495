"""The clock rings, whatever is done to the machine's own."""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from scheduler.clock import Clock
from store.database import connect


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
    clock = Clock(database, now, lambda: None, seconds_between_looks=0.01)
    clock.start()
    # As after a clock was set back: the next rings lie two hours ahead of what it shows.
    for job in clock.jobs:
        job.modify(next_run_time=job.next_run_time + timedelta(hours=2))

    await until(lambda: len(asked) >= len(clock.jobs))

    await clock.stop()
    await database.close()


async def test_stop_lets_a_tick_end_that_has_begun(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    database = connect(sqlite_url)
    begun, may_end = threading.Event(), threading.Event()

    def hold(_session: Session) -> None:
        begun.set()
        may_end.wait(5)

    holding = asyncio.create_task(database.run(hold))
    await until(begun.is_set)
    clock = Clock(database, lambda: datetime.now(UTC), lambda: None)
    clock.start()
    for job in clock.jobs:
        job.modify(next_run_time=datetime.now(UTC))
    await until(lambda: all(job.next_run_time > datetime.now(UTC) for job in clock.jobs))

    stopping = asyncio.create_task(clock.stop())
    may_end.set()
    await asyncio.gather(stopping, holding)

    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    await database.close()
