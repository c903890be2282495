"""The clock: looks what is due, and rings for it. What is due stands in rows; the clock only says "now".

A look is one small read. It comes when the next row is due, soon after an update, and every few seconds. Whatever is
due is done page by page, each in a transaction of its own, so that people who press meanwhile are answered in between.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler import upkeep
from scheduler.ringing import TICKS, next_of, run_tick
from scheduler.tasks import Tasks
from scheduler.tick import Tick
from store.away import is_passing
from store.database import Database

log = structlog.get_logger(__name__)

RunTick = Callable[[Database, Tick, datetime], Awaitable[int]]

BETWEEN_LOOKS = timedelta(seconds=10)  # at most: other processes plan things too, and cannot wake us
BETWEEN_UPKEEPS = timedelta(hours=1)
SOON = timedelta(seconds=1)
SECONDS_BETWEEN_CHECKS = 5.0
SLACK = timedelta(seconds=1)
STOP_WITHIN = 5.0
BREAK_OFF_WITHIN = 0.5
FAR = datetime(9999, 1, 1, tzinfo=UTC)


class Clock:
    """Rings the ticks. A late ring is as good as any: nothing depends on the exact moment."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        wake_delivery: Callable[[], None],
        run: RunTick | None = None,
        *,
        tasks: Tasks | None = None,
        seconds_between_checks: float = SECONDS_BETWEEN_CHECKS,
    ) -> None:
        self._database = database
        self._now = now
        self._wake_delivery = wake_delivery
        self._run_tick = run or run_tick
        self._heavy = tasks
        self._seconds_between_checks = seconds_between_checks
        self._failing: set[str] = set()
        self._looked_at: datetime | None = None
        self._bell = asyncio.Event()
        self._is_woken = False
        self._stopping = False
        self._in_hand = 0
        self._nothing_in_hand = asyncio.Event()
        self._nothing_in_hand.set()
        self._tasks: list[asyncio.Task[None]] = []
        # Without these a job that is a second late is dropped.
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True})
        self._looking = self._scheduler.add_job(
            self._ring_bell, "interval", seconds=BETWEEN_LOOKS.total_seconds(), next_run_time=datetime.now(UTC)
        )
        self._scheduler.add_job(self.keep_up, "interval", seconds=BETWEEN_UPKEEPS.total_seconds())

    @property
    def jobs(self) -> list[Job]:
        """What rings, and when next."""
        return list(self._scheduler.get_jobs())

    def start(self) -> None:
        """Begins to ring, in the running event loop; first for what fell due while nobody did."""
        self._scheduler.start()
        self._tasks = [asyncio.create_task(self._look_at_the_bell()), asyncio.create_task(self._mind())]

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Rings no more, and lets what has been rung for end: cancelled, it would be told of as broken."""
        self._stopping = True
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._nothing_in_hand.wait(), within)
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks, timeout=BREAK_OFF_WITHIN)  # what they have open in the store is taken back
        self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Something may have been planned for soon. However often this is said, the next look comes once."""
        if not self._is_woken and self._scheduler.running:
            self._is_woken = True
            self._look_by(datetime.now(UTC) + SOON)

    async def look(self) -> datetime | None:
        """Does all that is due, a page of every tick in turn; gives the moment of the next ring."""
        (moments, task_at), now = await next_of(self._database, [tick.rings for tick in TICKS]), self._now()
        # Rows written before this clock was set back may wait for moments that are not meant: everything is rung for.
        goes_on = self._looked_at is not None and self._looked_at <= now
        self._looked_at = now
        if self._heavy is not None and task_at is not None and (task_at <= now or not goes_on):
            self._heavy.ring()
        ringing = [tick for tick in TICKS if not goes_on or moments.get(tick, FAR) <= now]
        if ringing:
            while ringing:
                ringing = [tick for tick in ringing if await self._ring(tick) and await self._is_due(tick)]
            moments, task_at = await next_of(self._database, [tick.rings for tick in TICKS])
            if self._heavy is not None and task_at is not None and task_at <= now:
                self._heavy.ring()  # a tick has put it in
        ahead = [*moments.values(), *((task_at,) if task_at is not None else ())]
        return min((moment for moment in ahead if moment > now), default=None)

    async def keep_up(self) -> None:
        """Forgets what is old, page by page."""
        while await self._ring(upkeep.TICK):
            pass

    async def _ring_bell(self) -> None:
        self._bell.set()

    async def _look_at_the_bell(self) -> None:
        while not self._stopping:
            await self._bell.wait()
            self._bell.clear()
            self._is_woken = False
            with self._trying("look"):
                following = await self.look()
                if following is not None:
                    self._look_by(datetime.now(UTC) + (following - self._now()))

    def _look_by(self, moment: datetime) -> None:
        if moment < self._looking.next_run_time:
            self._looking.modify(next_run_time=moment)

    async def _mind(self) -> None:
        """The next rings are moments of this machine's clock: when it is set back, it would be silent until then."""
        while True:
            await asyncio.sleep(self._seconds_between_checks)
            now = datetime.now(UTC)
            for job in self.jobs:
                if job.next_run_time > now + job.trigger.interval + SLACK:
                    job.modify(next_run_time=now)

    async def _is_due(self, tick: Tick) -> bool:
        moment = await self._database.read(tick.next_ring)
        return moment is not None and moment <= self._now()

    async def _ring(self, tick: Tick) -> int:
        """Does a page; gives how much that was. Nothing: another replica has it in hand, or it failed."""
        if self._stopping:
            return 0
        with self._held(), self._trying(tick.name):
            done = await self._run_tick(self._database, tick, self._now())
            if done:
                self._wake_delivery()
            return done
        return 0

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Counts what is in hand, which a stop waits for."""
        self._in_hand += 1
        self._nothing_in_hand.clear()
        try:
            yield
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._nothing_in_hand.set()

    @contextmanager
    def _trying(self, name: str) -> Iterator[None]:
        """The other ticks go on, and what failed is tried again with the next look."""
        try:
            yield
            self._failing.discard(name)
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            # Broken off by `stop`: nothing of it was done, and it is no failure, as which it would be told of.
        except Exception as failure:
            if is_passing(failure):
                return
            if name not in self._failing:
                log.exception("tick_failed", tick=name)
            self._failing.add(name)
