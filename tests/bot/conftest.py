"""A local Bot API on a thread of its own, for commands that bring their own event loop."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import structlog

from sandbox.serving import serve
from sandbox.world import World

TOKEN = "1000000001:sandbox-token-for-experiments-only-0"


@pytest.fixture(autouse=True)
def _logs_put_back() -> Iterator[None]:
    """Commands set up the log of their process, which here is that of the tests."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def bot_api() -> Iterator[str]:
    """The root of a Bot API server that knows TOKEN as @redes_bot."""
    ready: list[tuple[str, Callable[[], object]]] = []
    started = threading.Event()

    async def run() -> None:
        world = World(lambda: datetime.now(UTC))
        world.add_bot(TOKEN, "redes_bot", "Redes")
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        async with serve(world) as serving:
            ready.append((serving.url, lambda: loop.call_soon_threadsafe(stopped.set)))
            started.set()
            await stopped.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    started.wait(10)
    url, stop = ready[0]
    yield url
    stop()
    thread.join(10)
