"""The main job under load, over loopback HTTP, with the bot as a process of its own:

    python -m benchmarks.main_job [--people 1000] [--presses 300] [--start]

- from a person's press to the answer on the phone, one at a time (p50, p95)
- presses answered per second when everybody presses at once: a screen that reads, and an answer that is kept
- memory of the idle bot with so many people in the store
- from the start of the process to its first answer

once on the embedded store and once on PostgreSQL; with `--start` only the last two. Telegram's limits are off in the
local server and the bot's own pace is at its highest, so that the bot is measured and not the limits. Server and bot
share the machine's cores.
"""

import argparse
import asyncio
import os
import platform
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.programme import do_load_programme, read_programme
from actions.registration import do_join
from benchmarks.processes import answered, bot_process, memory, quiet
from bot.demo import PROGRAMME, TOKEN, USERNAME
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.chats import meet_chat
from store.database import connect
from store.models import Answer, ChatKind, Letter, Meeting, Network, Person, Role
from store.programme import cities_of_network, network_by_slug
from store.schema import upgrade
from tests.postgres import postgres_server
from texts.meetings.presses import InvitationAnswered, Screen
from texts.menu import MenuOpened
from texts.presses import Press

FIRST_PERSON = 100_000
NETWORK = "movilidad-sostenible"
NETWORK_SIZE = 40

IDLE = "memory, idle, {} people"
START = "start of the process to first answer"

R = TypeVar("R", Network, Meeting)
Shown = TypeVar("Shown")
Rows = dict[str, tuple[str, Callable[[Shown], float]]]


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process to its first answer; MB that it holds when it has nothing to do."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Round:
    """What one start of the bot showed. Seconds, presses a second, MB."""

    start: Start
    one_at_a_time: list[float]
    screens: float
    answers: float
    memory_afterwards: float


@dataclass(frozen=True)
class Crowd:
    """People in a store, each with a message of the bot on the phone, and the session that they are asked about."""

    world: World
    people: range
    meetings: dict[int, int]  # the coming session of each person's network
    settings: dict[str, str]
    folder: Path

    def press(self, person: int, press: Press) -> None:
        """Presses a key of the message that stands in the private chat."""
        message = next(iter(self.world.private(self.world.bot, person).messages.values()))
        # As it was at the beginning: an answer that changes nothing would be seen by nobody.
        kept = {name: value for name, value in message.body.items() if name not in ("reply_markup", "entities")}
        message.body = kept | {"text": "Microrredes"}
        self.world.press(person, person, message.message_id, press.pack())


async def measure(crowd: Crowd, presses: int, number: int) -> Round:
    """One start of the bot, from the first press to the last."""
    answer = (Answer.GOING, Answer.MAYBE, Answer.CANNOT)[number % 3]
    async with started(crowd) as (process, start):
        one_at_a_time = [await _seconds_to_answer(crowd, person) for person in crowd.people[1 : presses + 1]]
        screens = await _rate(crowd, lambda _person: MenuOpened())
        await quiet(process)
        answers = await _rate(crowd, lambda person: InvitationAnswered(crowd.meetings[person], answer, 0, Screen.PAGE))
        return Round(start, one_at_a_time, screens, answers, memory(process))


async def measure_start(crowd: Crowd) -> Start:
    """One start of the bot, until it has nothing more to do."""
    async with started(crowd) as (_, start):
        return start


@asynccontextmanager
async def started(crowd: Crowd) -> AsyncIterator[tuple[asyncio.subprocess.Process, Start]]:
    """A bot that one press waits for, when it has answered that and become quiet."""
    first = crowd.people[0]
    crowd.press(first, MenuOpened())
    began = time.perf_counter()
    async with bot_process(crowd.folder, crowd.settings) as process:
        await answered(crowd.world, [first])
        seconds = time.perf_counter() - began
        await quiet(process)
        yield process, Start(seconds, memory(process))


async def _seconds_to_answer(crowd: Crowd, person: int) -> float:
    waiting = asyncio.create_task(answered(crowd.world, [person]))
    await asyncio.sleep(0)
    began = time.perf_counter()
    crowd.press(person, MenuOpened())
    await waiting
    return time.perf_counter() - began


async def _rate(crowd: Crowd, press: Callable[[int], Press]) -> float:
    """Everybody presses in one moment; how many were answered in a second."""
    waiting = asyncio.create_task(answered(crowd.world, crowd.people))
    await asyncio.sleep(0)
    began = time.perf_counter()
    for person in crowd.people:
        crowd.press(person, press(person))
    await waiting
    return len(crowd.people) / (time.perf_counter() - began)


@asynccontextmanager
async def crowd_of(people: int, url: str, folder: Path) -> AsyncIterator[Crowd]:
    """A migrated store with so many people in networks of the usual size, and a local Telegram without limits."""
    await asyncio.to_thread(upgrade, url)
    numbers = range(FIRST_PERSON, FIRST_PERSON + people)
    database = connect(url)
    meetings = await database.run(lambda session: settle(session, numbers))
    await database.close()
    world = World(lambda: datetime.now(UTC), Limits.off())
    world.keeps_calls = False
    bot = world.add_bot(TOKEN, USERNAME, "Microrredes")
    for number in numbers:
        world.add_user(number, f"Persona {number}", language_code="es")
        chat = world.private(bot, number)
        chat.started = True
        world.add_message(chat, bot, {"text": "Microrredes"})
    async with serve(world) as serving:
        settings = {"TOKEN": TOKEN, "API_URL": serving.url, "DATABASE_URL": url, "MESSAGES_PER_SECOND": "1000"}
        yield Crowd(world, numbers, meetings, settings, folder)


def settle(session: Session, numbers: range) -> dict[int, int]:
    """People in networks of the usual size; the coming session of each."""
    now = datetime.now(UTC)
    do_load_programme(session, read_programme(PROGRAMME), now=now)
    pattern = network_by_slug(session, NETWORK)
    assert pattern is not None
    cities = cities_of_network(session, pattern.id)
    coming = sa.select(Meeting).where(Meeting.network_id == pattern.id, Meeting.starts_at > now)
    next_meeting = session.scalars(coming.order_by(Meeting.starts_at).limit(1)).one()
    meetings = {}
    for number in numbers:
        if (number - numbers[0]) % NETWORK_SIZE == 0:
            network = _copy(session, pattern, slug=f"red-{number}")
            meeting = _copy(session, next_meeting, network_id=network.id, uid=str(uuid4()))
        city = cities[number % len(cities)]
        person = Person(
            telegram_id=number,
            name=f"Persona {number}",
            language="es",
            country=city.country,
            zone=city.zone,
            consented_at=now,
            created_at=now,
        )
        session.add(person)
        session.flush()
        meet_chat(session, number, ChatKind.PRIVATE, "")
        do_join(session, person, network, city, Role.DELEGATE, now=now)
        meetings[number] = meeting.id
    session.execute(sa.delete(Letter))
    return meetings


def _copy(session: Session, row: R, **changed: Any) -> R:
    columns = {name: getattr(row, name) for name in list(sa.inspect(type(row)).column_attrs.keys()) if name != "id"}
    copied = type(row)(**columns | changed)
    session.add(copied)
    session.flush()
    return copied


async def rounds_of(url: str, folder: Path, given: argparse.Namespace) -> list[Round]:
    async with crowd_of(given.people, url, folder) as crowd:
        return [await measure(crowd, given.presses, number) for number in range(given.rounds)]


async def starts_of(url: str, folder: Path, given: argparse.Namespace) -> list[Start]:
    async with crowd_of(given.people, url, folder) as crowd:
        return [await measure_start(crowd) for _ in range(given.rounds)]


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def table(by_store: dict[str, list[Round]], given: argparse.Namespace) -> str:
    """Medians over the rounds, in Markdown."""
    rows: Rows[Round] = {
        "press to answer, one at a time, p50": ("{:.0f} ms", lambda one: 1000 * percentile(one.one_at_a_time, 0.5)),
        "press to answer, one at a time, p95": ("{:.0f} ms", lambda one: 1000 * percentile(one.one_at_a_time, 0.95)),
        "everybody opens the hub": ("{:.0f} a second", lambda one: one.screens),
        "everybody answers an invitation": ("{:.0f} a second", lambda one: one.answers),
        IDLE.format(given.people): ("{:.0f} MB", lambda one: one.start.memory),
        "memory after that": ("{:.0f} MB", lambda one: one.memory_afterwards),
        START: ("{:.1f} s", lambda one: one.start.seconds),
    }
    return _table(by_store, rows, f"--people {given.people} --presses {given.presses}", given.rounds)


def table_of_starts(by_store: dict[str, list[Start]], given: argparse.Namespace) -> str:
    """Medians over the rounds, in Markdown."""
    rows: Rows[Start] = {
        IDLE.format(given.people): ("{:.1f} MB", lambda one: one.memory),
        START: ("{:.2f} s", lambda one: one.seconds),
    }
    return _table(by_store, rows, f"--people {given.people} --start", given.rounds)


def _table(by_store: dict[str, list[Shown]], rows: Rows[Shown], options: str, rounds: int) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [f"`python -m benchmarks.main_job {options}`, {machine}, medians of {rounds} rounds", ""]
    lines += ["| | " + " | ".join(by_store) + " |", "| --- |" + " --- |" * len(by_store)]
    for name, (form, value) in rows.items():
        cells = [form.format(statistics.median(map(value, shown))) for shown in by_store.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="the main job under load", prog="python -m benchmarks.main_job")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--presses", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--start", action="store_true", help="only the start and the memory of the idle bot")
    parser.add_argument("--store", choices=("sqlite", "postgres"), action="append", help="one only")
    given = parser.parse_args()
    if given.start:
        print(table_of_starts(on_each_store(starts_of, given), given))
    else:
        print(table(on_each_store(rounds_of, given), given))


def on_each_store(
    rounds: Callable[[str, Path, argparse.Namespace], Coroutine[Any, Any, list[Shown]]], given: argparse.Namespace
) -> dict[str, list[Shown]]:
    results = {}
    wanted = given.store or ["sqlite", "postgres"]
    with tempfile.TemporaryDirectory(prefix="microrredes-benchmark-") as name:
        folder = Path(name)
        if "sqlite" in wanted:
            results["SQLite"] = asyncio.run(rounds(f"sqlite:///{folder / 'store.db'}", folder, given))
        if "postgres" in wanted:
            with postgres_server(folder) as url:
                results["PostgreSQL"] = asyncio.run(rounds(url, folder, given))
    return results


if __name__ == "__main__":
    main()
