"""Slots say when a letter may go. This says that being late is no leave to hurry."""

from collections import deque
from datetime import datetime, timedelta

KEPT = 100  # answers, of which the fastest says how long the way is


class Rhythm:
    """What has reached Telegram from this process: never more within a second than the pace allows.

    A call that is answered late has arrived late, as far as anybody here knows: on a wire that was held up for a moment
    several calls arrive together, and those that start in their slots after it would be too many.
    """

    def __init__(self, per_second: float) -> None:
        self._most = max(int(per_second), 1)
        self._half = timedelta(seconds=0.5 / per_second)
        self._span = timedelta(seconds=self._most / per_second)
        self._under_way: dict[int, tuple[datetime, int]] = {}
        self._arrived: deque[datetime] = deque(maxlen=2 * self._most)
        self._lasted: deque[timedelta] = deque(maxlen=KEPT)

    def wait(self, now: datetime) -> timedelta:
        """How long the next start has to wait.

        Half an interval is left in both directions: a start that is a little late does not slow all that come after it,
        and one more than the pace allows, which Telegram does allow, never comes within the second.
        """
        arrivals = sorted(moment for moment in self._arrivals(now) if moment <= now)
        waits = [timedelta(0)]
        for most, span in (self._most, self._span - self._half), (self._most + 1, self._span + self._half):
            if len(arrivals) >= most:
                waits.append(arrivals[-most] + span - now)
        return max(waits)

    def begin(self, call: int, now: datetime, messages: int) -> None:
        """A call starts that counts as so many messages."""
        self._under_way[call] = now, messages

    def end(self, call: int, now: datetime) -> None:
        """It is answered, or has failed."""
        began, messages = self._under_way.pop(call)
        self._lasted.append(max(now - began, timedelta(0)))
        self._arrived.extend([max(began, now - min(self._lasted))] * messages)

    def _arrivals(self, now: datetime) -> list[datetime]:
        """When each call would have started, had it gone as fast as the fastest: now it is answered, or is not yet.

        One that hangs stands where it began: nothing else is held up for it.
        """
        arrivals = [*self._arrived]
        latest = now - min(self._lasted, default=self._span)
        for began, messages in self._under_way.values():
            arrivals += [latest if began < latest <= began + self._span else began] * messages
        return arrivals
