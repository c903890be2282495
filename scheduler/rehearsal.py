"""The same ticks against a copy of the store, month by month, sending nothing.

What a network sends follows from its rows and from `now`. So its rows are copied, in one look that locks nothing and
changes nothing, and put into an embedded store in memory: in the same way from both databases, whoever writes
meanwhile, and nothing is left behind wherever it is broken off. There the clock goes from one moment at which something
is due to the next. Letters have arrived when they are due, nobody answers, and files are not made.

The copy is as large as the network, not as the store: of other networks only those come along in which its people take
part, too, for a week has one message, whichever network it is from.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from scheduler import upkeep
from scheduler.ringing import TICKS, of_ticks, ring
from scheduler.tick import Tick
from scheduler.works import WORKS
from store import tasks
from store.frozen import frozen
from store.models import Task, TaskState
from store.moments import next_moments
from store.outbox.rehearsing import NEXT_LETTER, Arrived, arrive
from store.tasks import NEXT_TASK

MONTH = timedelta(days=30)  # as long as letters are kept that nobody looks for any more
MOST_ROUNDS = 1000  # against a tick that always has something to do
_ASKED = (*(tick.due for tick in TICKS), NEXT_TASK, NEXT_LETTER)


@dataclass
class Rehearsal:
    """Lives through time in a copied store, from `now` on. `heard`: is told of each letter that ends, and when."""

    session: Session
    now: datetime
    heard: Callable[[datetime, Arrived], None]

    def months(self, until: datetime) -> Iterator[datetime]:
        """Lives until then; gives the moment at the end of each month, before what is old is forgotten."""
        while self.now < until:
            self._live(min(self.now + MONTH, until))
            yield self.now
            while upkeep.TICK.enqueue(self.session, self.now):
                self._forget()

    def _live(self, until: datetime) -> None:
        """From each moment at which something is due to the next."""
        ahead = self._settle(_ahead(self.session))
        while (following := ahead.after(self.now)) is not None and following <= until:
            self.now = following
            ahead = self._settle(ahead)
        self.now = until

    def _settle(self, ahead: "_Ahead") -> "_Ahead":
        """Does all that is due now, and what follows from it; gives what is ahead then."""
        for _ in range(MOST_ROUNDS):
            if not ahead.is_due(self.now) or not self._do(ahead):
                break
            ahead = _ahead(self.session)
        return ahead

    def _do(self, ahead: "_Ahead") -> int:
        """Gives how much that was. A tick may wait for what letters have become, so they go first."""
        done = 0
        if ahead.letter_at is not None and ahead.letter_at <= self.now:
            for letter in arrive(self.session, self.now):
                self.heard(self.now, letter)
                done += 1
        if rung := ring(self.session, ahead.ticks, self.now):
            self._forget()
        if ahead.task_at is not None and ahead.task_at <= self.now:
            done += self._work()
        return done + rung

    def _work(self) -> int:
        """What is heavy is not done: nobody reads the file. What is said with it is."""
        done = 0
        while (leased := tasks.lease_next(self.session, self.now)) is not None:
            task, work = self.session.get_one(Task, leased.id), WORKS[leased.kind]
            order = work.order(self.session, task, self.now)
            if order is not None:
                work.tell(self.session, task, order.digest, self.now)
            tasks.end(task, TaskState.DONE, self.now)
            self._forget()
            done += 1
        return done

    def _forget(self) -> None:
        """Each unit asks the store anew."""
        self.session.flush()
        self.session.expunge_all()


@frozen
class _Ahead:
    """When something is due next."""

    ticks: dict[Tick, datetime]
    task_at: datetime | None
    letter_at: datetime | None

    @property
    def _moments(self) -> list[datetime]:
        return [moment for moment in (*self.ticks.values(), self.task_at, self.letter_at) if moment is not None]

    def is_due(self, now: datetime) -> bool:
        """Whether something is."""
        return any(moment <= now for moment in self._moments)

    def after(self, now: datetime) -> datetime | None:
        """The first moment after `now`."""
        return min((moment for moment in self._moments if moment > now), default=None)


def _ahead(session: Session) -> _Ahead:
    *moments, task_at, letter_at = next_moments(session, *_ASKED)
    return _Ahead(of_ticks(moments), task_at, letter_at)
