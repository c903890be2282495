"""SIGTERM and Ctrl+C: a start is broken off, a run ends in order, and in either case the process is soon gone."""

import asyncio
import atexit
import os
import signal
import time
from collections.abc import Coroutine
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")

STOP_SECONDS = 10.0  # from the first signal on; then those who sent it lose patience and send SIGKILL
IN_HAND = 0.7  # of these: for what is in hand; then it is broken off, given back, and connections are closed
AT_LAST = 0.9  # of these: until whatever hangs is left to itself
SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stopping:
    """Hears the signals of this process. Until a loop listens they break off what is done, and the `with` block ends
    quietly.

    One more SIGTERM changes nothing; one more Ctrl+C ends the process at once. `within` so many seconds it is gone.
    """

    def __init__(self, within: float = STOP_SECONDS) -> None:
        self._within = within
        self._asked_at: float | None = None
        self._asked = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._hear) for number in SIGNALS}
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if self._asked_at is not None:
            return isinstance(error, KeyboardInterrupt | asyncio.CancelledError)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        return False

    def listen(self) -> None:
        """From now on signals are heard by the running loop."""
        self._loop = asyncio.get_running_loop()

    @property
    def is_asked(self) -> bool:
        """Somebody has asked to stop."""
        return self._asked_at is not None

    def ask(self) -> None:
        """As a signal does, for whoever runs the bot inside another program."""
        self._asked_at = time.monotonic()
        self._asked.set()

    async def asked(self) -> None:
        """Returns when somebody asks to stop."""
        await self._asked.wait()

    async def unless_asked(self, work: Coroutine[Any, Any, T]) -> T | None:
        """What `work` gives; None when it was broken off by somebody asking to stop."""
        working, asked = asyncio.create_task(work), asyncio.create_task(self.asked())
        await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if working.done():
            return working.result()
        working.cancel()
        await asyncio.wait({working})
        return None

    def seconds_left(self) -> float:
        """For what is in hand."""
        since = 0.0 if self._asked_at is None else time.monotonic() - self._asked_at
        return max(IN_HAND * self._within - since, 0.0)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked_at is not None:
            return
        self._asked_at = time.monotonic()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _end_within(AT_LAST * self._within)
        atexit.register(_hear_nothing_more)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._asked.set)
            return
        self._asked.set()
        _break_off()


def _break_off() -> None:
    """Interrupts; where a loop runs that does not listen, its tasks are cancelled.

    An interrupt in the midst of a task's step would stay with that task as what broke it, and be complained of when
    nobody asks for it.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        raise KeyboardInterrupt from None
    for task in asyncio.all_tasks(loop):
        loop.call_soon_threadsafe(task.cancel)


def _end_within(seconds: float) -> None:
    """Whatever hangs by then (a thread in a store that is gone) is left to itself: any moment is good for kill -9."""
    if hasattr(signal, "setitimer"):  # there is none for Windows
        signal.signal(signal.SIGALRM, lambda _number, _frame: os._exit(0))
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _hear_nothing_more() -> None:
    """The interpreter's last steps put back what signals do without us, which is to kill."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
