"""One thing that the clock starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from store.moments import Earliest, next_moments


@dataclass(frozen=True, eq=False)
class Tick:
    """Finds what is due and puts letters into the outbox; running it twice, or on two replicas, is harmless.

    enqueue: does a page of what is due at `now`, no more than a press can wait for, and gives the number of things done
    due: the next moment at which `enqueue` will have work
    rings_at: when the clock rings, where it is more often: there may be something to tell of what is under way
    """

    name: str
    enqueue: Callable[[Session, datetime], int]
    due: Earliest
    rings_at: Earliest | None = None

    @property
    def rings(self) -> Earliest:
        """The next moment at which the clock rings."""
        return self.rings_at or self.due

    def next_due(self, session: Session) -> datetime | None:
        """The next moment at which `enqueue` will have work, or None."""
        return next_moments(session, self.due)[0]

    def next_ring(self, session: Session) -> datetime | None:
        """The next moment at which the clock rings, or None."""
        return next_moments(session, self.rings)[0]
