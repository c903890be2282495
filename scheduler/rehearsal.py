"""The same ticks against a copy of the store, month by month, sending nothing.

What a network sends follows from its rows and from `now`. So its rows are copied, in one look that locks nothing and
changes nothing, into an embedded store in memory: in the same way from both databases, whoever writes meanwhile, and
nothing is left behind wherever it is broken off. There the clock goes from one moment at which something is due to the
next. Letters have arrived when they are due, nobody answers, and files are not made. The copy is bounded by the network
and not by the store: of other networks only those come along in which its people take part, too, for a week has one
message, whichever network it is from.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from scheduler import upkeep
from scheduler.clock import TICKS, of_ticks, ring
from scheduler.tick import Tick
from scheduler.works import WORKS
from store import tasks
from store.database import hold_still, in_memory
from store.excerpt import copy_network
from store.models import Network, Task, TaskState
from store.moments import next_moments
from store.outbox.rehearsing import NEXT_LETTER, arrive
from store.tasks import NEXT_TASK

MONTH = timedelta(days=30)
MOST_ROUNDS = 1000  # against a tick that always has something to do
_ASKED = (*(tick.due for tick in TICKS), NEXT_TASK, NEXT_LETTER)

Heard = Callable[[datetime, Any], None]


@contextmanager
def copied(source: Session, network: Network, now: datetime) -> Iterator[Session]:
    """A network as it stands, in a store of its own that goes with this context."""
    hold_still(source)
    with in_memory() as copy:
        copy_network(source, copy, network, now)
        yield copy


@dataclass
class Rehearsal:
    """Lives through time in a copied store.

    arrived: is told of each letter that arrives, and when
    lived: is told of each moment
    """

    session: Session
    now: datetime
    arrived: Heard
    lived: Callable[[datetime], None] = lambda _moment: None
    _kept_up: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._kept_up = self.now

    def live(self, until: datetime) -> None:
        """From each moment at which something is due to the next."""
        moment = self._settle()
        while moment is not None and moment <= until:
            self.now = moment
            if moment >= self._kept_up + MONTH:
                self._keep_up()
            self.lived(moment)
            moment = self._settle()

    def _settle(self) -> datetime | None:
        """Does all that is due now, and what follows from it; gives the next moment at which something is."""
        for _ in range(MOST_ROUNDS):
            ahead = _ahead(self.session)
            if ahead.next is None or ahead.next > self.now:
                return ahead.next
            self._do(ahead)
        return None

    def _do(self, ahead: "_Ahead") -> None:
        if ahead.letter_at is not None and ahead.letter_at <= self.now:
            for letter in arrive(self.session, self.now):
                self.arrived(self.now, letter)
        else:
            ring(self.session, ahead.ticks, self.now)
            self._forget()
            if ahead.task_at is not None and ahead.task_at <= self.now:
                self._work()

    def _work(self) -> None:
        """Heavy work is done when it has been told what comes of it: nobody reads the file."""
        while (leased := tasks.lease_next(self.session, self.now)) is not None:
            task, work = self.session.get_one(Task, leased.id), WORKS[leased.kind]
            order = work.order(self.session, task, self.now)
            if order is not None:
                work.tell(self.session, task, order.digest, self.now)
            tasks.end(task, TaskState.DONE, self.now)
            self._forget()

    def _keep_up(self) -> None:
        self._kept_up = self.now
        while upkeep.TICK.enqueue(self.session, self.now):
            self._forget()

    def _forget(self) -> None:
        """Each unit asks the store anew."""
        self.session.flush()
        self.session.expunge_all()


@dataclass(frozen=True)
class _Ahead:
    ticks: dict[Tick, datetime]
    task_at: datetime | None
    letter_at: datetime | None

    @property
    def next(self) -> datetime | None:
        moments = (*self.ticks.values(), self.task_at, self.letter_at)
        return min((moment for moment in moments if moment is not None), default=None)


def _ahead(session: Session) -> _Ahead:
    *moments, task_at, letter_at = next_moments(session, *_ASKED)
    return _Ahead(of_ticks(moments), task_at, letter_at)
