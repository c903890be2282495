"""Slots say when a letter may go. This says that being late is no leave to hurry."""

from bisect import bisect_left, insort
from collections import deque
from datetime import datetime, timedelta

from store.frozen import frozen

KEPT = 100  # answers, which say how long one usually takes
SPARE = 0.2  # of an interval: what comes late by less meets nobody
SELDOM = 0.9  # of the answers come sooner


@frozen
class Call:
    """When it began, as how many messages it counts, and how late that was for its slot, if it had to wait for one."""

    began: datetime
    messages: int
    late: timedelta | None


class Rhythm:
    """What has reached Telegram from this process: never more within a second than the pace allows.

    A call that is answered late has arrived late, as far as anybody here knows: on a wire that was held up for a moment
    several calls arrive together, and those that start in their slots after it would be too many. Where other
    processes send too, their slots have to move for that.
    """

    def __init__(self, per_second: float) -> None:
        self._most = max(int(per_second), 1)
        self._interval = timedelta(seconds=1 / per_second)
        self._span = timedelta(seconds=self._most / per_second)
        self._under_way: dict[int, Call] = {}
        self._arrived: deque[datetime] = deque(maxlen=2 * self._most)
        self._lasted: deque[timedelta] = deque()
        # The same: looked at with each answer, when sorting anew would take longer.
        self._in_order: list[timedelta] = []
        self._late = timedelta(0)
        self._late_at: datetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """How long the next start has to wait.

        So many as the pace allows may come a little closer together than it says: a start that is late by a moment does
        not slow all that come after it. One more, which Telegram still takes, may not come within the second.
        """
        if not self._is_full(now):
            return timedelta(0)
        arrivals = sorted(moment for moment in self._arrivals(now) if moment <= now)
        waits = [timedelta(0)]
        for more, share in (0, -0.5), (1, 0.7):
            if len(arrivals) >= self._most + more:
                waits.append(arrivals[-self._most - more] + self._span + self._interval * share - now)
        return max(waits)

    def begin(self, call: int, now: datetime, messages: int, slot: datetime | None = None) -> None:
        """A call starts that counts as so many messages. `slot`: the moment that was kept for it, if it had to wait."""
        self._under_way[call] = Call(now, messages, None if slot is None else now - slot)

    def end(self, call: int, now: datetime) -> None:
        """It is answered, or has failed."""
        ended = self._under_way.pop(call)
        lasted = max(now - ended.began, timedelta(0))
        self._note_late(ended, lasted, now)
        self._arrived.extend([max(ended.began, now - self._usual)] * ended.messages)
        self._keep(lasted)

    def take_late(self, now: datetime) -> timedelta:
        """By how much the slots that are still to be taken have to move for what came late from here. It is told once.

        Other processes see nothing of it, and start in those slots. After a second nothing meets it any more.
        """
        late, self._late = self._late, timedelta(0)
        is_recent = self._late_at is not None and abs(now - self._late_at) <= self._span
        return late if is_recent else timedelta(0)

    def _note_late(self, ended: Call, lasted: timedelta, now: datetime) -> None:
        """Takes no more than the place of the call: one that comes between others is one more, however late it is.

        Of one that hangs nobody knows when it came. Whoever sends nearly all has the starts in line already.
        """
        if ended.late is None or self._is_full(now):
            return
        late = ended.late + max(lasted - self._seldom, timedelta(0)) - self._interval * SPARE
        if timedelta(0) < late <= self._span:
            self._late = self.take_late(now) + min(late, self._interval * ended.messages)
            self._late_at = now

    def _is_full(self, now: datetime) -> bool:
        self._forget(now)
        return len(self._arrived) + sum(call.messages for call in self._under_way.values()) >= self._most

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
        for call in self._under_way.values():
            is_late = call.began < latest <= call.began + self._span
            arrivals += [latest if is_late else call.began] * call.messages
        return arrivals

    def _keep(self, lasted: timedelta) -> None:
        self._lasted.append(lasted)
        insort(self._in_order, lasted)
        if len(self._lasted) > KEPT:
            del self._in_order[bisect_left(self._in_order, self._lasted.popleft())]

    @property
    def _usual(self) -> timedelta:
        return self._in_order[(len(self._in_order) - 1) // 2] if self._in_order else self._span

    @property
    def _seldom(self) -> timedelta:
        """Where answers take very different times, a long one says little about when the call arrived."""
        return self._in_order[int(len(self._in_order) * SELDOM)] if self._in_order else self._span
