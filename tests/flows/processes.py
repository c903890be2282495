"""The bot as a process of its own, and conditions to wait for: no test sleeps and hopes."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sandbox.world import World

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds until a condition counts as not coming; a start alone takes ten where all is busy


class BotProcess:
    """`python -m bot run`. Its log is read as it is written, for a full pipe would halt it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._changed = asyncio.Event()
        self.lines: list[str] = []
        self._reading = asyncio.create_task(self._read())

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The log's events; what is no JSON (a traceback of the interpreter) counts as an error."""
        return [_entry(line) for line in self.lines]

    def broken(self) -> list[dict[str, Any]]:
        """What should never be there."""
        return [entry for entry in self.entries if entry["level"] in ("error", "critical")]

    async def until_logged(self, event: str) -> dict[str, Any]:
        """The first entry of this event."""
        async with asyncio.timeout(PATIENCE):
            while True:
                self._changed.clear()
                found = next((entry for entry in self.entries if entry["event"] == event), None)
                if found is not None:
                    return found
                assert self._process.returncode is None, self.lines
                await self._changed.wait()

    async def stop(self) -> int:
        """SIGTERM; gives the exit status."""
        self.send(signal.SIGTERM)
        return await self.ended()

    def send(self, number: signal.Signals) -> None:
        """A signal."""
        self._process.send_signal(number)

    async def kill(self) -> None:
        """kill -9: nothing of ours runs any more."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self.ended()

    async def ended(self) -> int:
        """The exit status, when it has ended by itself."""
        async with asyncio.timeout(PATIENCE):
            status = await self._process.wait()
            await self._reading
        return status

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.lines.append(line.decode().rstrip())
            self._changed.set()
        self._changed.set()


@asynccontextmanager
async def bot_process(folder: Path, **settings: str) -> AsyncIterator[BotProcess]:
    """Started, perhaps not yet running; killed at the end if it still is."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=folder,  # no .env of a developer is read
        env=_environment(settings),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    running = BotProcess(process)
    try:
        yield running
    finally:
        await running.kill()


async def run_command(folder: Path, *arguments: str, **settings: str) -> tuple[int | None, list[str], list[str]]:
    """`microrredes ...` to its end: status, lines of standard output, lines of standard error."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=_environment(settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode, out.decode().splitlines(), err.decode().splitlines()


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MICRORREDES_")}
    given = {f"MICRORREDES_{name.upper()}": value for name, value in settings.items()}
    return inherited | given | {"PYTHONPATH": str(CHECKOUT), "MICRORREDES_LOG_FORMAT": "json"}


async def until(world: World, condition: Callable[[], bool]) -> None:
    """Waits for something that shows on a phone."""
    events = world.events.listen()
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await events.get()
    finally:
        world.events.leave(events)


def _entry(line: str) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = json.loads(line)
    except ValueError:
        return {"event": line, "level": "error"}
    return entry
