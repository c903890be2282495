"""Slots say when a letter may go. This says that being late is no leave to hurry."""

from collections import deque
from datetime import datetime, timedelta
from statistics import median_low

KEPT = 100  # answers, which say how long one usually takes


class Rhythm:
    """What has reached Telegram from this process: never more within a second than the pace allows.

    A call that is answered late has arrived late, as far as anybody here knows: on a wire that was held up for a moment
    several calls arrive together, and those that start in their slots after it would be too many.
    """

    def __init__(self, per_second: float) -> None:
        self._most = max(int(per_second), 1)
        self._interval = timedelta(seconds=1 / per_second)
        self._span = timedelta(seconds=self._most / per_second)
        self._under_way: dict[int, tuple[datetime, int]] = {}
        self._arrived: deque[datetime] = deque(maxlen=2 * self._most)
        self._lasted: deque[timedelta] = deque(maxlen=KEPT)

    def wait(self, now: datetime) -> timedelta:
        """How long the next start has to wait.

        So many as the pace allows may come a little closer together than it says: a start that is late by a moment does
        not slow all that come after it. One more, which Telegram still takes, may not come within the second.
        """
        self._forget(now)
        if len(self._arrived) + sum(messages for _, messages in self._under_way.values()) < self._most:
            return timedelta(0)
        arrivals = sorted(moment for moment in self._arrivals(now) if moment <= now)
        waits = [timedelta(0)]
        for more, share in (0, -0.5), (1, 0.7):
            if len(arrivals) >= self._most + more:
                waits.append(arrivals[-self._most - more] + self._span + self._interval * share - now)
        return max(waits)

    def begin(self, call: int, now: datetime, messages: int) -> None:
        """A call starts that counts as so many messages."""
        self._under_way[call] = now, messages

    def end(self, call: int, now: datetime) -> None:
        """It is answered, or has failed."""
        began, messages = self._under_way.pop(call)
        self._arrived.extend([max(began, now - self._usual)] * messages)
        self._lasted.append(max(now - began, timedelta(0)))

    def _forget(self, now: datetime) -> None:
        """What came longer ago than counts. At a fast pace it would be much to look through for each start."""
        while self._arrived and self._arrived[0] < now - self._span - self._interval:
            self._arrived.popleft()

    def _arrivals(self, now: datetime) -> list[datetime]:
        """When each call would have started, had it taken as long as is usual: now it is answered, or is not yet.

        One that hangs stands where it began: nothing else is held up for it.
        """
        arrivals = [*self._arrived]
        latest = now - self._usual
        for began, messages in self._under_way.values():
            arrivals += [latest if began < latest <= began + self._span else began] * messages
        return arrivals

    @property
    def _usual(self) -> timedelta:
        return median_low(self._lasted) if self._lasted else self._span
