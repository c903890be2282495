"""Slots say when a letter may go. This says that being late is no leave to hurry."""

from collections import deque
from datetime import datetime, timedelta
from math import ceil

SECOND = timedelta(seconds=1)


class Rhythm:
    """What this process has started within a second: never more than the pace allows, however long it was held up."""

    def __init__(self, per_second: float) -> None:
        self._started: deque[datetime] = deque(maxlen=ceil(per_second))

    def wait(self, now: datetime) -> timedelta:
        """How long the next start has to wait."""
        first = self._started[0] if len(self._started) == self._started.maxlen else None
        if first is None or first > now:  # the clock was set back
            return timedelta(0)
        return max(first + SECOND - now, timedelta(0))

    def note(self, now: datetime, messages: int) -> None:
        """Something starts that counts as so many messages."""
        self._started.extend([now] * messages)
