"""`python -m bot ...` from its very start to its very end: what signals do to it, and the status that a shell sees."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds until a condition counts as not coming; a start alone takes ten where all is busy


class WholeProcess:
    """`python -m bot run`. Its log is read as it is written, for a full pipe would halt it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._changed = asyncio.Event()
        self.lines: list[str] = []
        self._reading = asyncio.create_task(self._read())

    @property
    def events(self) -> list[str]:
        """What the log tells, in order."""
        return [str(entry["event"]) for entry in map(_entry, self.lines)]

    def broken(self) -> list[dict[str, Any]]:
        """What should never be there."""
        return [entry for entry in map(_entry, self.lines) if entry["level"] in ("error", "critical")]

    async def until_logged(self, event: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while event not in self.events:
                assert self._process.returncode is None, self.lines
                self._changed.clear()
                await self._changed.wait()

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def stop(self) -> int:
        """SIGTERM; gives the exit status."""
        self.send(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """The exit status, as a shell would see it."""
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
async def whole_process(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[WholeProcess]:
    """Started, perhaps not yet running; killed at the end if it still is."""
    process = await _start(folder, settings, "run")
    running = WholeProcess(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await running.ended()


async def _start(folder: Path, settings: Mapping[str, str], *arguments: str) -> asyncio.subprocess.Process:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MICRORREDES_")}
    given = {f"MICRORREDES_{name.upper()}": value for name, value in settings.items()}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,  # no .env of a developer is read
        env=inherited | given | {"PYTHONPATH": str(CHECKOUT), "MICRORREDES_LOG_FORMAT": "json"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


def _entry(line: str) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = json.loads(line)
    except ValueError:
        return {"event": line, "level": "error"}
    return entry
