"""The bot as a process of its own, and what the phones see of it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.world import World

CHECKOUT = Path(__file__).parent.parent
PATIENCE = 300.0
# Where a bot runs day after day, its modules have been compiled.
NOT_INHERITED = ("MICRORREDES_", "PYTHONDONTWRITEBYTECODE")


@asynccontextmanager
async def bot_process(folder: Path, settings: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m bot run`, stopped in order at the end."""
    given = {f"MICRORREDES_{name}": value for name, value in ({"LOG_LEVEL": "WARNING"} | settings).items()}
    async with python_process(folder, "bot", "run", environment=given) as process:
        yield process


@asynccontextmanager
async def python_process(
    folder: Path, module: str, *arguments: str, environment: dict[str, str] | None = None, stdout: int | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m module ...` in a folder of its own, stopped in order at the end. It writes beside the results."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=folder,
        env=inherited | {"PYTHONPATH": str(CHECKOUT)} | (environment or {}),
        stdout=sys.stderr if stdout is None else stdout,
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


async def answered(world: World, people: Iterable[int]) -> None:
    """Until what each of these was shown has changed."""
    waiting = set(people)
    events = world.events.listen()
    try:
        async with asyncio.timeout(PATIENCE):
            while waiting:
                event = await events.get()
                if event is not None and event["type"] in ("edited", "message"):
                    waiting.discard(event["chat_id"])
    finally:
        world.events.leave(events)


def memory(process: asyncio.subprocess.Process) -> float:
    """What the process holds of the machine's memory, in MB (VmRSS; Linux)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) / 1024


async def quiet(process: asyncio.subprocess.Process) -> None:
    """Until the process has used no processor time to speak of for a second."""
    before = -1.0
    async with asyncio.timeout(PATIENCE):
        while (now := processor_seconds(process)) - before > 0.05:
            before = now
            await asyncio.sleep(1.0)


def processor_seconds(process: asyncio.subprocess.Process) -> float:
    """What the process has used of processors until now."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
