"""A start that is broken off at an awkward moment says nothing of it."""

import subprocess
import sys

import pytest

# Told to stop by itself, so that it happens at just this point of just this step.
STARTS = {
    "outside of a loop": "told()",
    "in its main task": "asyncio.run(told_in_step())",
    "in another task": "asyncio.run(told_beside())",
    "between two steps": "asyncio.run(told_between())",
}
PROGRAM = """
import asyncio, gc, os, signal
from bot.logs import set_up_logs
from bot.stopping import Stopping

def told():
    os.kill(os.getpid(), signal.SIGTERM)

async def told_in_step():
    told()
    await asyncio.Event().wait()

async def told_beside():
    await asyncio.gather(told_in_step(), asyncio.Event().wait())

async def told_between():
    asyncio.get_running_loop().call_soon(told)
    await asyncio.Event().wait()

def start():
    with Stopping():
        {start}
        print("was not broken off")

set_up_logs()
start()
gc.collect()
"""


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_start_that_is_broken_off_ends_quietly(start: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(start=start)], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
