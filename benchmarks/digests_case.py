"""The clock of the bot in a process of its own, over a store in which much is due at one moment.

`python -m benchmarks.digests` fills the store, starts this, and reads what it writes: one line of JSON.
"""

import argparse
import asyncio
import gc
import json
import sys
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
import uvloop
from sqlalchemy.orm import Session

import bot.application  # noqa: F401 - a bot that does all the rest holds memory, too
from scheduler.clock import Clock
from scheduler.ringing import next_due
from store.database import Database, Unit, connect
from store.models import Letter, Person
from store.sole import Hold, Task
from texts.translator import LANGUAGES, catalogue

T = TypeVar("T")

LEAD = timedelta(seconds=3)  # from the start of the clock until everything is due
BETWEEN_PRESSES = 0.05
BETWEEN_QUESTIONS = 0.1


@dataclass
class Figures:
    """What the clock needed.

    seconds: from the moment at which all was due until the last letter stood in the outbox
    processor: seconds of all cores, meanwhile
    memory: the most that the process ever held, in MB (VmHWM; Linux)
    units: processor seconds of each transaction of the clock
    waits: seconds that a small transaction, as a press makes one, took beside them
    """

    letters: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    memory: float = 0.0
    units: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


class Timed:
    """A store that tells what its units took."""

    def __init__(self, database: Database) -> None:
        self.is_sqlite = database.is_sqlite
        self.waiting = database.waiting
        self.units: list[float] = []
        self._database = database

    async def run(self, unit: Unit[T]) -> T:
        def timed(session: Session) -> T:
            began = time.thread_time()
            try:
                return unit(session)
            finally:
                self.units.append(time.thread_time() - began)

        return await self._database.run(timed)

    async def read(self, unit: Unit[T]) -> T:
        return await self._database.read(unit)

    def sole(self, task: Task) -> AbstractAsyncContextManager[Hold]:
        return self._database.sole(task)

    async def close(self) -> None:
        await self._database.close()


async def measure(url: str, due: datetime) -> Figures:
    """A clock that starts just before `due`, until nothing is due any more."""
    offset = due - LEAD - datetime.now(UTC)

    def now() -> datetime:
        return datetime.now(UTC) + offset

    database = connect(url)
    timed = Timed(database)
    clock = Clock(timed, now, wake_delivery=lambda: None)
    for language in LANGUAGES:
        catalogue(language)
    gc.freeze()  # as the bot does when it has introduced itself
    clock.start()
    await asyncio.sleep((due - now()).total_seconds())
    began, processor = time.perf_counter(), time.process_time()
    waits: list[float] = []
    pressing = asyncio.create_task(press(database, waits))
    while (following := await next_due(database)) is not None and following <= now():  # noqa: ASYNC110 - another's rows
        await asyncio.sleep(BETWEEN_QUESTIONS)
    seconds, used = time.perf_counter() - began, time.process_time() - processor
    await clock.stop()
    pressing.cancel()
    letters = await database.read(lambda session: count_letters(session, due))
    await database.close()
    return Figures(letters, seconds, used, most_memory(), timed.units, waits)


async def press(database: Database, waits: list[float]) -> None:
    """Small transactions, one after the other."""
    change = sa.update(Person).where(Person.id == 1).values(post="Técnica")
    while True:
        began = time.perf_counter()
        await database.run(lambda session: session.connection().execute(change))
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(BETWEEN_PRESSES)


def count_letters(session: Session, since: datetime) -> int:
    """Those written at `since` or later."""
    return session.scalar(sa.select(sa.func.count()).where(Letter.created_at >= since)) or 0


def most_memory() -> float:
    """Of this process, in MB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digests_case")
    parser.add_argument("url")
    parser.add_argument("due", type=datetime.fromisoformat)
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        figures = runner.run(measure(given.url, given.due))
    sys.stdout.write(json.dumps(asdict(figures)) + "\n")


if __name__ == "__main__":
    main()
