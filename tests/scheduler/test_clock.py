"""The clock rings, whatever is done to the machine's own."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

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

    clock.stop()
    await database.close()
