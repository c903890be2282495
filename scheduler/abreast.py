"""How many calls go side by side: as few as the pace needs.

Of a call that is on its way when the process is killed nobody knows whether it arrived, and its letter goes once more.
At a pace of 30 a second, with answers after 50 ms, 1.5 calls are under way at a time; more at once would let no letter
arrive sooner than the pace allows, and leave more in doubt.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from statistics import median

FEWEST = 2  # one may wait for its answer while the next goes
KEPT = 50
BEFORE_IT_COUNTS = 10  # calls: the first ones of a process meet a cold store
HANGS = 5  # times what is usual: such a call holds up nothing else
HANGS_AT_LEAST = 1.0  # seconds: a store that takes its time over what came of a call is no reason to send more
HANGS_AT_FIRST = 3.0  # seconds, as long as nothing is usual: a process that imports and compiles looks no further


class Abreast:
    """The calls of one process. A call is under way until what became of it is written down.

    per_second: the pace
    clock: seconds that pass for Telegram, whatever the bot takes for now
    """

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._clock = clock
        self._begun: dict[int, float] = {}
        self._lasted: deque[float] = deque(maxlen=KEPT)
        self._usual = 0.0
        self._ended = asyncio.Event()
        self._is_over = False

    async def room(self) -> None:
        """Waits until one more may go."""
        while not self._is_over and (seconds := self._until_room()) > 0:
            self._ended.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), seconds)

    def begin(self, call: int) -> None:
        """A call starts."""
        self._begun[call] = self._clock()

    def end(self, call: int) -> None:
        """It is answered, or has failed, and that is written down."""
        self._lasted.append(self._clock() - self._begun.pop(call))
        if len(self._lasted) >= BEFORE_IT_COUNTS:
            self._usual = median(self._lasted)
        self._ended.set()

    def let_go(self) -> None:
        """Nobody waits any longer: it is time to stop."""
        self._is_over = True
        self._ended.set()

    @property
    def most(self) -> int:
        """Little's law: so many are under way at this pace when each lasts as long as is usual."""
        return max(FEWEST, ceil(self._per_second * self._usual))

    @property
    def _hangs(self) -> float:
        """Seconds after which a call is taken for one that hangs."""
        is_usual_known = len(self._lasted) >= BEFORE_IT_COUNTS
        return max(HANGS * self._usual, HANGS_AT_LEAST) if is_usual_known else HANGS_AT_FIRST

    def _until_room(self) -> float:
        """Seconds; 0 when there is room now."""
        since = self._clock() - self._hangs
        moving = sorted(began for began in self._begun.values() if began > since)
        most = self.most
        return moving[len(moving) - most] - since if len(moving) >= most else 0.0
