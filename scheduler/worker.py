"""A process for each piece of heavy work: what it breaks, leaks or hangs in is its own, and ends with it."""

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

import reports
from reports.printing import Order

ROOT = Path(reports.__file__).parent.parent
SECONDS = 60.0  # less than a lease
OURS = "MICRORREDES_"  # the token is nothing that it needs


class WorkFailed(Exception):
    """The process gave nothing; its text says why, without what people wrote."""


async def do_work(order: Order, seconds: float = SECONDS) -> bytes:
    """What comes of an order. Cancelled, or after so many seconds, its process is ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        order.module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # what it complains of may quote what people wrote
        env=_environment(),
        start_new_session=True,  # Ctrl+C is for the bot, which ends in order
    )
    try:
        content, _ = await asyncio.wait_for(process.communicate(order.given), seconds)
    except TimeoutError:
        raise WorkFailed(f"took longer than {seconds:.0f} s") from None
    finally:
        await _ended(process)
    if process.returncode or not content:
        raise WorkFailed(f"ended with {process.returncode} and {len(content)} bytes")
    return content


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    paths = [str(ROOT), *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {"PYTHONPATH": os.pathsep.join(paths)}


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
