"""One broadcast, measured where Telegram stands: what arrived when, what was refused, how long a press waited.

`python -m benchmarks.broadcast` runs several of these side by side, each in a process of its own.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import uvloop

from benchmarks.main_job import settle
from benchmarks.processes import bot_process, processor_seconds, python_process
from bot.demo import TOKEN, USERNAME
from sandbox.faults import Fault, Faults, Kind
from sandbox.limits import Limits, Pace
from sandbox.serving import serve
from sandbox.world import World
from store.database import Database, connect
from store.models import Letter, LetterState, Priority
from store.schema import upgrade
from tests.postgres import postgres_server
from texts.menu import MenuOpened

FIRST_READER = 1_000_000
PRESSERS = range(100_000, 100_040)
SECONDS_BETWEEN_PRESSES = 2.0
LATENCY = 0.05
PAGE = 500
PER_SECOND = 30  # Telegram's, for messages to different chats
BLOCKED, BROKEN = 0.03, 0.01
QUIET_END = 20.0  # seconds without another arrival: nothing more will come


@dataclass
class Figures:
    """What Telegram saw."""

    case: str
    people: int
    seconds: float = 0.0
    delivered: int = 0
    twice: int = 0
    floods: int = 0
    answers: int = 0
    processor: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def ideal(self) -> float:
        """Seconds, for a call to each chat, and for the answers that share their allowance."""
        return (self.people + self.answers) / PER_SECOND


class CountingPace(Pace):
    """Counts its refusals."""

    floods = 0

    def check(self, chat_id: int, now: float, messages: int = 1) -> None:
        try:
            super().check(chat_id, now, messages)
        except Exception:
            self.floods += 1
            raise


class Weather(Faults):
    """Every answer takes its time; some sends fail with 5xx."""

    def __init__(self, broken: float, seed: int) -> None:
        super().__init__()
        self._broken = broken
        self._random = random.Random(seed)  # noqa: S311

    def take(self, method: str) -> Fault | None:
        if method.lower() == "sendmessage" and self._random.random() < self._broken:
            refusal = {"ok": False, "error_code": 500, "description": "Internal Server Error"}
            return Fault(Kind.FAIL, 1, refusal)
        return Fault(Kind.SLOW, 1, seconds=LATENCY) if method.lower() != "getupdates" else None


def make_world(people: int, troubled: bool) -> World:
    """Readers, some of whom have blocked the bot, and pressers with its hub on their phones."""
    world = World(lambda: datetime.now(UTC), Limits(halts_everybody=True))
    world.keeps_calls = False
    bot = world.add_bot(TOKEN, USERNAME, "Microrredes")
    bot.pace = CountingPace(world.limits)
    world.faults = Weather(BROKEN if troubled else 0.0, seed=people)
    for number in itertools.chain(PRESSERS, range(FIRST_READER, FIRST_READER + people)):
        world.add_user(number, f"Persona {number}", language_code="es")
        chat = world.private(bot, number)
        chat.started = True
        if number in PRESSERS:
            world.add_message(chat, bot, {"text": "Microrredes"})
        elif troubled and number % 100 < BLOCKED * 100:
            chat.blocked = True
    return world


class Watch:
    """Listens to the world until the broadcast is through."""

    def __init__(self, world: World, people: int) -> None:
        self._world = world
        self._readers = range(FIRST_READER, FIRST_READER + people)
        self._expected = sum(not world.private(world.bot, number).blocked for number in self._readers)
        self.arrived: Counter[int] = Counter()
        self.last = 0.0
        self.waits: list[float] = []
        self.answers = 0
        self._pressed: dict[int, float] = {}
        self._events = world.events.listen()

    async def until_through(self) -> None:
        """All have it, or nothing has come for a while: presses go on all the time, and wake this."""
        self.last = time.monotonic()
        while len(self.arrived) < self._expected and time.monotonic() - self.last < QUIET_END:
            event = await self._events.get()
            if event is not None:
                self._note(event)

    async def press(self) -> None:
        """Somebody opens the hub, every now and then."""
        for person in itertools.cycle(PRESSERS):
            await asyncio.sleep(SECONDS_BETWEEN_PRESSES)
            if person not in self._pressed:
                message = next(iter(self._world.private(self._world.bot, person).messages.values()))
                message.body = {**message.body, "text": "Microrredes"}
                self._pressed[person] = time.monotonic()
                self._world.press(person, person, message.message_id, MenuOpened().pack())

    def _note(self, event: dict[str, Any]) -> None:
        now = time.monotonic()
        if event["chat_id"] in self._readers and event["type"] == "message":
            self.arrived[event["chat_id"]] += 1
            self.last = now
        elif event["type"] in ("edited", "message") and (began := self._pressed.pop(event["chat_id"], None)):
            self.waits.append(now - began)
            self.answers += 1


async def enqueue(database: Database, people: int) -> None:
    """A letter a reader, in pages, as an announcement does it."""
    now = datetime.now(UTC)
    rows = [
        {
            "chat_id": number,
            "method": "sendMessage",
            "payload": {"text": "Aviso"},
            "lane": "bulk",
            "priority": int(Priority.ANNOUNCEMENT),
            "due_at": now,
            "state": LetterState.WAITING,
            "attempts": 0,
            "key": f"broadcast:{number}",
            "reason": "",
            "created_at": now,
        }
        for number in range(FIRST_READER, FIRST_READER + people)
    ]
    for start in range(0, len(rows), PAGE):
        page = rows[start : start + PAGE]
        await database.run(lambda session, page=page: session.execute(sa.insert(Letter), page))  # type: ignore[misc]


@asynccontextmanager
async def ours(url: str, api_url: str, folder: Path, people: int, replicas: int) -> AsyncIterator[list[Any]]:
    await asyncio.to_thread(upgrade, url)
    database = connect(url)
    await database.run(lambda session: settle(session, PRESSERS))
    settings = {"TOKEN": TOKEN, "API_URL": api_url, "DATABASE_URL": url}
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(bot_process(folder, settings)) for _ in range(replicas)]
        await asyncio.sleep(3.0)  # started, and introduced to Telegram
        enqueuing = asyncio.create_task(enqueue(database, people))
        yield bots
        await enqueuing
        await database.close()


async def run(case: str, people: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="microrredes-broadcast-") as name:
        folder = Path(name)
        if "postgres" not in case:
            return await measure(case, people, f"sqlite:///{folder / 'store.db'}", folder)
        with postgres_server(folder) as url:
            return await measure(case, people, url, folder)


async def measure(case: str, people: int, url: str, folder: Path) -> Figures:
    world = make_world(people, troubled="trouble" in case)
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(serve(world))
        watch = Watch(world, people)
        if case in ("limiter", "loop"):
            peer = ("benchmarks.peers.ptb_broadcast", serving.url, TOKEN, str(FIRST_READER), str(people), case)
            bots = [await stack.enter_async_context(python_process(folder, *peer))]
        else:
            bots = await stack.enter_async_context(
                ours(url, serving.url, folder, people, replicas=3 if "replicas" in case else 1)
            )
        began = time.monotonic()
        pressing = asyncio.create_task(watch.press())
        await watch.until_through()
        pressing.cancel()
        return Figures(
            case,
            people,
            seconds=watch.last - began,
            delivered=len(watch.arrived),
            twice=sum(number > 1 for number in watch.arrived.values()),
            floods=world.bot.pace.floods,  # type: ignore[attr-defined]
            answers=watch.answers,
            processor=sum(map(processor_seconds, bots)),
            waits=watch.waits,
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.broadcast_case")
    parser.add_argument("case")
    parser.add_argument("--people", type=int, required=True)
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        figures = runner.run(run(given.case, given.people))
    sys.stdout.write(json.dumps(asdict(figures)) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
