"""Presses by webhook on one core, ours and what would be built instead, one after the other in the same run:

    python -m benchmarks.updates [--people 2000] [--presses 4000] [--rounds 3] [--only CASE]...

A press in the settings: the person and what the screen shows are read, the person's wish is written, the press is
answered and the screen edited. Bots with a store read and write the same rows, with a commit an update; ours also
keeps the update's id and the answer as rows. Every bot is a process on one core of its own; the local Bot API server
shares the other core with PostgreSQL. Everybody presses again as soon as the screen has changed. Telegram's limits are
off in the server, our pace is as good as off, and people are so many that nobody is due a second message within the
second that our bot leaves between two of one chat: bots are measured and not limits.
"""

import argparse
import asyncio
import itertools
import json
import os
import platform
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from benchmarks.main_job import settle
from benchmarks.processes import bot_process, processor_seconds, python_process
from bot.demo import TOKEN, USERNAME
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.database import connect
from store.models import DigestWish
from store.schema import upgrade
from tests.postgres import postgres_server
from texts.settings import DigestChosen

CASES = {
    "ours-sqlite": "ours, SQLite",
    "aiogram-sqlite": "aiogram 3, async SQLAlchemy, aiosqlite",
    "ours-postgres": "ours, PostgreSQL",
    "aiogram-postgres": "aiogram 3, async SQLAlchemy, asyncpg",
    "aiogram-echo": "aiogram 3, bare echo, no database",
    "ptb-echo": "python-telegram-bot, bare echo, its own transport, no database",
}
PEERS = {
    "aiogram-sqlite": "benchmarks.peers.aiogram_store",
    "aiogram-postgres": "benchmarks.peers.aiogram_store",
    "aiogram-echo": "benchmarks.peers.aiogram_echo",
    "ptb-echo": "benchmarks.peers.ptb_echo",
}
GOALS = (
    ("ours-sqlite", "aiogram-sqlite", 2.5),
    ("ours-postgres", "aiogram-postgres", 1.5),
    ("ours-sqlite", "aiogram-echo", 1.0),
)
FIRST_PERSON = 100_000
MOST_PEOPLE = {"ptb-echo": 100}  # its transport gives up waiting for a connection, and whoever pressed is not answered
CONNECTIONS = 40  # Telegram's default
WARM_UP = 0.2  # share of the presses that are not counted
CORE = 0
PATIENCE = 600.0


@dataclass(frozen=True)
class Figures:
    """Presses answered a second, and the bot's processor time for each, in seconds."""

    case: str
    per_second: float
    processor: float


class Crowd:
    """People who press again as soon as they are answered."""

    def __init__(self, world: World, people: range) -> None:
        self._world = world
        self._people = people
        self._wishes = {person: itertools.cycle((DigestWish.NONE, DigestWish.PRIVATE)) for person in people}
        self._events = world.events.listen()

    async def press(self, presses: int) -> None:
        """So many presses, until the last is answered."""
        left = iter(range(presses))
        answered = 0
        for person, _ in zip(self._people, left, strict=False):
            self._press(person)
        async with asyncio.timeout(PATIENCE):
            while answered < presses:
                event = await self._events.get()
                if event is not None and event["type"] == "edited":
                    answered += 1
                    if next(left, None) is not None:
                        self._press(event["chat_id"])

    def _press(self, person: int) -> None:
        message = next(iter(self._world.private(self._world.bot, person).messages.values()))
        self._world.press(person, person, message.message_id, DigestChosen(next(self._wishes[person])).pack())


def make_world(people: range) -> World:
    world = World(lambda: datetime.now(UTC), Limits.off())
    world.keeps_calls = False
    bot = world.add_bot(TOKEN, USERNAME, "Microrredes")
    for number in people:
        world.add_user(number, f"Persona {number}", language_code="es")
        chat = world.private(bot, number)
        chat.started = True
        world.add_message(chat, bot, {"text": "Microrredes"})
    return world


@asynccontextmanager
async def bot(case: str, url: str, api_url: str, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    port = free_port()
    webhook = f"http://127.0.0.1:{port}/telegram"
    if case.startswith("ours"):
        settings = {
            "TOKEN": TOKEN,
            "API_URL": api_url,
            "DATABASE_URL": url,
            "WEBHOOK_URL": webhook,
            "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            "MESSAGES_PER_SECOND": "10000",
        }
        running = bot_process(folder, settings)
    else:
        running = python_process(folder, PEERS[case], api_url, TOKEN, webhook, url)
    async with running as process:
        os.sched_setaffinity(process.pid, {CORE})
        yield process


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def measure(case: str, people: int, presses: int) -> Figures:
    os.sched_setaffinity(0, {1} if (os.cpu_count() or 1) > 1 else {CORE})
    numbers = range(FIRST_PERSON, FIRST_PERSON + people)
    with tempfile.TemporaryDirectory(prefix="microrredes-updates-") as name:
        folder = Path(name)
        async with AsyncExitStack() as stack:
            url = f"sqlite:///{folder / 'store.db'}"
            if "postgres" in case:
                url = stack.enter_context(postgres_server(folder))
            await asyncio.to_thread(upgrade, url)
            database = connect(url)
            await database.run(lambda session: settle(session, numbers))
            await database.close()
            world = make_world(numbers)
            serving = await stack.enter_async_context(serve(world))
            process = await stack.enter_async_context(bot(case, url, serving.url, folder))
            return await _measured(case, world, process, numbers, presses)


async def _measured(
    case: str, world: World, process: asyncio.subprocess.Process, numbers: range, presses: int
) -> Figures:
    crowd = Crowd(world, numbers)
    await crowd.press(int(presses * WARM_UP))
    began, used = time.perf_counter(), processor_seconds(process)
    await crowd.press(presses)
    seconds = time.perf_counter() - began
    return Figures(case, presses / seconds, (processor_seconds(process) - used) / presses)


async def run_case(case: str, given: argparse.Namespace) -> Figures:
    people = min(given.people, MOST_PEOPLE.get(case, given.people))
    arguments = ("--case", case, "--people", str(people), "--presses", str(given.presses))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.updates", *arguments), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    figures = Figures(**json.loads(output.splitlines()[-1]))
    sys.stderr.write(f"{case}: {figures.per_second:.0f} a second, {figures.processor * 1000:.2f} ms of processor\n")
    return figures


async def run_all(given: argparse.Namespace) -> dict[str, list[Figures]]:
    """Round by round, so that a machine that becomes slower does so for all."""
    cases = given.only or list(CASES)
    rounds = [[await run_case(case, given) for case in cases] for _ in range(given.rounds)]
    return {case: [one[number] for one in rounds] for number, case in enumerate(cases)}


def rate(rounds: list[Figures]) -> float:
    return statistics.median(one.per_second for one in rounds)


def missed(results: dict[str, list[Figures]]) -> list[str]:
    present = [goal for goal in GOALS if goal[0] in results and goal[1] in results]
    return [
        f"{CASES[ours]} is {rate(results[ours]) / rate(results[peer]):.2f} x {CASES[peer]}, not {times}"
        for ours, peer, times in present
        if rate(results[ours]) < times * rate(results[peer])
    ]


def table(results: dict[str, list[Figures]], given: argparse.Namespace) -> str:
    """Medians over the rounds, in Markdown."""
    command = f"python -m benchmarks.updates --people {given.people} --presses {given.presses} --rounds {given.rounds}"
    lines = [
        f"`{command}`; {os.cpu_count()} cores, Python {platform.python_version()}",
        "",
        "| bot | presses a second | processor, a press |",
        "| --- | --- | --- |",
    ]
    for case, rounds in results.items():
        processor = statistics.median(one.processor for one in rounds)
        lines.append(f"| {CASES[case]} | {rate(rounds):.0f} | {processor * 1000:.2f} ms |")
    lines += ["", "| ratio | goal | measured |", "| --- | --- | --- |"]
    for ours, peer, times in GOALS:
        if ours in results and peer in results:
            measured = rate(results[ours]) / rate(results[peer])
            lines.append(f"| {CASES[ours]} / {CASES[peer]} | {times} | {measured:.2f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.updates", description="presses a second, one core")
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--presses", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=CASES, action="append")
    parser.add_argument("--case", choices=CASES, help="one case, its figures as JSON")
    given = parser.parse_args()
    if given.case:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            figures = runner.run(measure(given.case, given.people, given.presses))
        print(json.dumps(asdict(figures)))
        return 0
    results = asyncio.run(run_all(given))
    print(table(results, given))
    for line in missed(results):
        sys.stderr.write(line + "\n")
    return int(bool(missed(results)))


if __name__ == "__main__":
    sys.exit(main())
