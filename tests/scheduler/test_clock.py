import asyncio
import logging
from datetime import UTC, datetime

import pytest

from scheduler.clock import Clock
from scheduler.tick import Tick
from store.database import Database


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

    clock = Clock(database, lambda: datetime.now(UTC), lambda: None, hang)
    clock.start()
    for job in clock.jobs:
        job.modify(next_run_time=datetime.now(UTC))
    await begun.wait()

    clock.stop()
    await ended.wait()
    await asyncio.sleep(0)

    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
