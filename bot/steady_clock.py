"""The time by this machine's clock, without its jumps: one is believed when it has lasted.

A clock that is wrong for a minute would drop reminders as late and send others hours before their time; what is
dropped or sent cannot be taken back.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from store.frozen import frozen

log = structlog.get_logger(__name__)

DRIFT = timedelta(seconds=10)  # what is corrected by so much is followed at once
LASTING = timedelta(minutes=5)


def wall_clock() -> datetime:
    """What this machine believes the time to be."""
    return datetime.now(UTC)


def seconds_passed() -> float:
    """A count that nobody sets; where the system has one, the time in which the machine slept counts too."""
    slept_too = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if slept_too is None else time.clock_gettime(slept_too)


@frozen
class Jump:
    """By how much the clock jumped, and since when it stands there."""

    by: timedelta
    since: timedelta


class SteadyClock:
    """Follows the wall clock while that goes evenly. `now` may be asked for in any thread."""

    def __init__(self, wall: Callable[[], datetime] = wall_clock, passed: Callable[[], float] = seconds_passed) -> None:
        self._wall = wall
        self._passed = passed
        self._zero = wall() - timedelta(seconds=passed())  # the believed moment at which the count was nought
        self._jump: Jump | None = None
        self._one_at_a_time = threading.Lock()

    def now(self) -> datetime:
        """The moment that is believed."""
        with self._one_at_a_time:
            passed, wall = timedelta(seconds=self._passed()), self._wall()
            ahead = wall - (self._zero + passed)
            if abs(ahead) > DRIFT and not self._has_lasted(ahead, passed):
                return self._zero + passed
            self._zero, self._jump = wall - passed, None
            return wall

    def _has_lasted(self, ahead: timedelta, passed: timedelta) -> bool:
        if self._jump is None or abs(ahead - self._jump.by) > DRIFT:
            self._jump = Jump(ahead, passed)
            log.warning("clock_jumped", seconds=round(ahead.total_seconds()))
        if passed - self._jump.since < LASTING:
            return False
        log.warning("clock_followed", seconds=round(ahead.total_seconds()))
        return True
