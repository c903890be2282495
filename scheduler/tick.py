"""One thing that the clock starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Tick:
    """Finds what is due and puts letters into the outbox; running it twice, or on two replicas, is harmless.

    enqueue: does a page of what is due at `now`, no more than a press can wait for, and gives the number of things done
    next_due: the next moment at which `enqueue` will have work, or None; asked often, so it follows an index
    rings_at: when the clock rings, where it is more often: there may be something to tell of what is under way
    """

    name: str
    enqueue: Callable[[Session, datetime], int]
    next_due: Callable[[Session], datetime | None]
    rings_at: Callable[[Session], datetime | None] | None = None

    def next_ring(self, session: Session) -> datetime | None:
        """The next moment at which the clock rings."""
        return (self.rings_at or self.next_due)(session)
