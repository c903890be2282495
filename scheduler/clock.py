"""The clock: rings the ticks. What is due stands in rows; the clock only says "look now"."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler import announcements, digests, planned_prompts, prompts, reminders, set_back, upkeep
from scheduler.tick import Tick
from store.away import is_passing
from store.database import Database

log = structlog.get_logger(__name__)

RunTick = Callable[[Database, Tick, datetime], Awaitable[int]]

TICKS: tuple[Tick, ...] = (
    reminders.TICK,
    planned_prompts.TICK,
    prompts.TICK,
    digests.TICK,
    announcements.TICK,
    upkeep.TICK,
    set_back.TICK,
)
HOUSEKEEPING = (upkeep.TICK, set_back.TICK)  # these have no moment of their own
SECONDS_BETWEEN_LOOKS = 5.0
SLACK = timedelta(seconds=1)
STOP_WITHIN = 5.0


class Clock:
    """Rings every tick a few times a minute. A late ring is as good as any: nothing depends on the exact moment."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        wake_delivery: Callable[[], None],
        run: RunTick | None = None,
        *,
        seconds_between_looks: float = SECONDS_BETWEEN_LOOKS,
    ) -> None:
        self._database = database
        self._now = now
        self._wake_delivery = wake_delivery
        self._seconds_between_looks = seconds_between_looks
        self._minding: asyncio.Task[None] | None = None
        self._run_tick = run or run_tick
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._failing: set[str] = set()
        self._stopping = False
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for tick in TICKS:
            self._scheduler.add_job(
                self._ring,
                "interval",
                args=[tick],
                seconds=tick.every.total_seconds(),
                id=tick.name,
                # Without these a job that is a second late is dropped, and one that runs long piles up.
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )

    @property
    def jobs(self) -> list[Job]:
        """What rings, and when next."""
        return list(self._scheduler.get_jobs())

    def start(self) -> None:
        """Begins to ring, in the running event loop."""
        self._scheduler.start()
        self._minding = asyncio.create_task(self._mind())

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Rings no more, and lets what has been rung for end: cancelled, it would be told of as broken."""
        self._stopping = True
        if self._minding is not None:
            self._minding.cancel()
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=within)
        self._scheduler.shutdown(wait=False)

    async def _mind(self) -> None:
        """The next rings are moments of this machine's clock: when it is set back, it would be silent until then."""
        while True:
            await asyncio.sleep(self._seconds_between_looks)
            now = datetime.now(UTC)
            for job in self.jobs:
                if job.next_run_time > now + job.trigger.interval + SLACK:
                    job.modify(next_run_time=now)

    async def _ring(self, tick: Tick) -> None:
        if (task := asyncio.current_task()) is not None:
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)
        try:
            if await self._run_tick(self._database, tick, self._now()):
                self._wake_delivery()
            self._failing.discard(tick.name)
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            # Broken off by `stop`: nothing of it was done, and it is no failure, as which it would be told of.
        except Exception as failure:  # the other ticks go on, and this one is tried again at the next ring
            if is_passing(failure):
                return
            if tick.name not in self._failing:
                log.exception("tick_failed", tick=tick.name)
            self._failing.add(tick.name)


async def run_tick(database: Database, tick: Tick, now: datetime) -> int:
    """Does what is due for one tick; gives how much that was."""
    return await database.run(lambda session: tick.enqueue(session, now))


async def run_ticks(database: Database, now: datetime) -> int:
    """Does what is due for every tick that has a moment of its own, in one unit: for those who ring by hand."""
    return await database.run(
        lambda session: sum([tick.enqueue(session, now) for tick in TICKS if tick not in HOUSEKEEPING])
    )


async def next_due(database: Database) -> datetime | None:
    """The next moment at which a tick has something to do."""
    moments = await database.read(lambda session: [tick.next_due(session) for tick in TICKS])
    return min((moment for moment in moments if moment is not None), default=None)
