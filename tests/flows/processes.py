"""The bot as a process of its own, and conditions to wait for: no test sleeps and hopes."""

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.world import World

CHECKOUT = Path(__file__).parents[2]
LONGEST_LINE = 1 << 20
PATIENCE = 60.0  # seconds until a condition counts as not coming; a start alone takes ten where all is busy


class Nursery:
    """Where processes are forked; see `tests/flows/nursery.py`. It ends with this process."""

    def __init__(self) -> None:
        self._asking, theirs = socket.socketpair()
        # What a developer has set is no part of any test.
        bare = {name: value for name, value in os.environ.items() if not name.startswith("MICRORREDES_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.nursery", str(theirs.fileno())],
            cwd=CHECKOUT,
            env=bare | {"PYTHONPATH": str(CHECKOUT)},
            pass_fds=[theirs.fileno()],
            stdout=subprocess.DEVNULL,
        )
        theirs.close()

    def start(self, folder: Path, settings: Mapping[str, str], *arguments: str) -> "Started":
        """A new process. In a folder of its own, where no .env of a developer is read."""
        environment = {f"MICRORREDES_{name.upper()}": value for name, value in settings.items()}
        environment["MICRORREDES_LOG_FORMAT"] = "json"
        asked = {"folder": str(folder), "environment": environment, "arguments": arguments}
        pipes = [os.pipe() for _ in range(3)]
        socket.send_fds(self._asking, [json.dumps(asked).encode()], [theirs for _, theirs in pipes])
        for _, theirs in pipes:
            os.close(theirs)
        return Started(int(self._asking.recv(64)), *(ours for ours, _ in pipes))

    def close(self) -> None:
        self._asking.close()
        self._process.wait()


@dataclass(frozen=True)
class Started:
    """A process: its number, and the ends of the pipes on which it is heard."""

    number: int
    out: int
    err: int
    status: int


@cache
def nursery() -> Nursery:
    """The one of this process."""
    opened = Nursery()
    atexit.register(opened.close)
    return opened


class BotProcess:
    """`microrredes run`. Its log is read as it is written, for a full pipe would halt it."""

    def __init__(self, started: Started) -> None:
        os.close(started.out)  # it says nothing there
        self._number = started.number
        self._log = started.err
        self._status = started.status
        self._changed = asyncio.Event()
        self._has_ended = False
        self.lines: list[str] = []
        self._reading = asyncio.create_task(self._read())

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The log's events; what is no JSON (a traceback of the interpreter) counts as an error."""
        return [_entry(line) for line in self.lines]

    def broken(self) -> list[dict[str, Any]]:
        """What should never be there."""
        return [entry for entry in self.entries if entry["level"] in ("error", "critical")]

    async def until_logged(self, event: str, *, patience: float = PATIENCE) -> dict[str, Any]:
        """The first entry of this event."""
        async with asyncio.timeout(patience):
            while True:
                self._changed.clear()
                found = next((entry for entry in self.entries if entry["event"] == event), None)
                if found is not None:
                    return found
                assert not self._has_ended, self.lines
                await self._changed.wait()

    async def stop(self) -> int:
        """SIGTERM; gives the exit status."""
        self.send(signal.SIGTERM)
        return await self.ended()

    def send(self, number: signal.Signals) -> None:
        """A signal."""
        os.kill(self._number, number)

    async def kill(self) -> None:
        """kill -9: nothing of ours runs any more."""
        if not self._has_ended:
            with suppress(ProcessLookupError):
                os.kill(self._number, signal.SIGKILL)
        await self.ended()

    async def ended(self) -> int:
        """The exit status, as a shell would see it."""
        async with asyncio.timeout(3 * PATIENCE):
            await self._reading
        return self._exit_status

    async def _read(self) -> None:
        """Until nobody holds the other end any more: the process is gone."""
        reader = asyncio.StreamReader(limit=LONGEST_LINE)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(self._log, "rb")
        )
        async for line in reader:
            self.lines.append(line.decode().rstrip())
            self._changed.set()
        transport.close()
        with os.fdopen(self._status, "rb") as told:
            self._exit_status = int(told.read())
        self._has_ended = True
        self._changed.set()


@asynccontextmanager
async def bot_process(folder: Path, **settings: str) -> AsyncIterator[BotProcess]:
    """Started, perhaps not yet running; killed at the end if it still is."""
    running = BotProcess(nursery().start(folder, settings, "run"))
    try:
        yield running
    finally:
        await running.kill()


async def run_command(folder: Path, settings: Mapping[str, str], *arguments: str) -> tuple[int, list[str], list[str]]:
    """`microrredes ...` to its end: status, lines of standard output, lines of standard error."""
    started = nursery().start(folder, settings, *arguments)
    ends = (started.status, started.out, started.err)
    status, out, err = await asyncio.gather(*(asyncio.to_thread(_read_all, end) for end in ends))
    return int(status), out.splitlines(), err.splitlines()


async def until(world: World, condition: Callable[[], bool], *, patience: float = PATIENCE) -> None:
    """Waits for something that shows on a phone."""
    events = world.events.listen()
    try:
        async with asyncio.timeout(patience):
            while not condition():
                await events.get()
    finally:
        world.events.leave(events)


def _read_all(end: int) -> str:
    with os.fdopen(end, encoding="utf-8") as pipe:
        return pipe.read()


def _entry(line: str) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = json.loads(line)
    except ValueError:
        return {"event": line, "level": "error"}
    return entry
