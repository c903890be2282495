"""What is counted and timed: around the parts, so that without meters none of this costs anything.

No label holds a text, a name or an id of a chat: only words of our own.
"""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

from bot.post import Later, Outcome
from scheduler.ringing import run_tick
from scheduler.tick import Tick
from store.database import Database, Unit
from store.outbox import Leased
from store.sole import Hold, Task

T = TypeVar("T")
Raw = dict[str, Any]

QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
DONE, FAILED, AGAIN = "done", "failed", "again"

_ending: ContextVar[str] = ContextVar("ending")  # of the update that this task handles


class Meters:
    """One for a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._updates = self._seconds(
            "microrredes_update_seconds",
            "Updates until they were done: done, refused, set_aside, or again (the store was away, or the bot stopped)",
            "outcome",
        )
        self._letters = self._counter(
            "microrredes_letters", "Calls to Telegram for letters, by what became of them", "outcome", "lane"
        )
        self._waits = self._counter("microrredes_pace_wait_seconds", "Time that leased letters waited for their moment")
        self._units = self._seconds(
            "microrredes_unit_seconds", "Units of work on the store until their commit, waiting included", "kind"
        )
        self._ticks = self._seconds("microrredes_tick_seconds", "Ticks of the clock", "tick", "outcome")
        self._things = self._counter("microrredes_tick_things", "What ticks found due, and did", "tick")

    def database(self, database: Database) -> Database:
        """The same store, each unit timed."""
        return _TimedDatabase(database, self._units)

    def pause(self, pause: Callable[[float], Awaitable[None]]) -> Callable[[float], Awaitable[None]]:
        """The same pause, its seconds counted."""

        async def counted(seconds: float) -> None:
            self._waits.inc(seconds)
            await pause(seconds)

        return counted

    def handle(self, handle: Callable[[Raw], Awaitable[T]]) -> Callable[[Raw], Awaitable[T]]:
        """The same handler of updates, each timed and counted by its ending."""

        async def timed(update: Raw) -> T:
            _ending.set(DONE)
            with self._timed_update():
                return await handle(update)

        return timed

    def note_ending(self, ending: str) -> None:
        """The update that is being handled ends otherwise than well."""
        _ending.set(ending)

    def count_letter(self, letter: Leased, outcome: Outcome) -> None:
        """What became of a call for a letter."""
        self._letters.labels(_word(outcome), letter.lane.value).inc()

    async def run_tick(self, database: Database, tick: Tick, now: datetime) -> int:
        """The clock's, timed."""
        began, outcome = time.perf_counter(), FAILED
        try:
            done = await run_tick(database, tick, now)
            outcome = DONE
        finally:
            self._ticks.labels(tick.name, outcome).observe(time.perf_counter() - began)
        self._things.labels(tick.name).inc(done)
        return done

    @contextmanager
    def _timed_update(self) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        except BaseException:
            _ending.set(AGAIN)
            raise
        finally:
            self._updates.labels(_ending.get()).observe(time.perf_counter() - began)

    def _seconds(self, name: str, what: str, *labels: str) -> Histogram:
        return Histogram(name, what, labels, registry=self.registry, buckets=QUICK)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(name, what, labels, registry=self.registry)


def _word(outcome: Outcome) -> str:
    """`flood` is a 429, `outage` no connection; neither is the letter's fault."""
    if isinstance(outcome, Later):
        return "flood" if outcome.is_flood else "outage" if outcome.is_outage else "later"
    return type(outcome).__name__.lower()


class _TimedDatabase:
    def __init__(self, database: Database, units: Histogram) -> None:
        self.is_sqlite = database.is_sqlite
        self.waiting = database.waiting
        self._database = database
        self._writing, self._reading = units.labels("write"), units.labels("read")

    async def run(self, unit: Unit[T]) -> T:
        with self._writing.time():
            return await self._database.run(unit)

    async def read(self, unit: Unit[T]) -> T:
        with self._reading.time():
            return await self._database.read(unit)

    def sole(self, task: Task) -> AbstractAsyncContextManager[Hold]:
        return self._database.sole(task)

    async def close(self) -> None:
        await self._database.close()
