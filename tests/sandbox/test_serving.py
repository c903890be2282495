"""The server itself: how it ends."""

import asyncio
import gc
import time

import httpx

from sandbox.serving import serve
from sandbox.world import World
from tests.sandbox.conftest import TOKEN, TRUSTING_NOBODY, Clock

SLOW = 60.0  # seconds; nothing here lasts as long


async def test_end_waits_for_nobody_and_leaves_no_connection_open(world: World, clock: Clock) -> None:
    others = asyncio.all_tasks()
    world.faults.slow("getMe", SLOW)
    held = [world.faults.hold_before("getChat"), world.faults.hold_after("getFile")]
    async with httpx.AsyncClient(timeout=SLOW, verify=TRUSTING_NOBODY) as client:
        async with serve(world, clockwork=clock) as serving:
            calls = ["getMe", "getChat", "getFile", f"getUpdates?timeout={SLOW:.0f}"]
            paths = [*(f"/bot{TOKEN}/{call}" for call in calls), "/sandbox/events"]
            asking = [asyncio.create_task(client.get(serving.url + path)) for path in paths]
            for each in held:
                await each.reached.wait()
            while len(world.calls) < len(calls):  # noqa: ASYNC110 - the server tells nobody of calls
                await asyncio.sleep(0.01)
            await client.get(serving.url)
            began = time.monotonic()
        took = time.monotonic() - began
        answers = await asyncio.gather(*asking, return_exceptions=True)

    assert took < SLOW / 10
    slow_or_held = answers[:3]  # a long poll and the page's events may still be told that it is over
    assert [isinstance(answer, httpx.TransportError) for answer in slow_or_held] == [True] * 3
    assert asyncio.all_tasks() <= others
    gc.collect()  # what is still open would be told of now, and fail the test
