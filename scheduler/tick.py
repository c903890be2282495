"""One thing that the clock starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Tick:
    """Finds what is due and puts letters into the outbox; running it twice, or on two replicas, is harmless.

    enqueue: does everything due at `now` and gives the number of things done
    next_due: the next moment at which `enqueue` will have work, or None
    every: how often the clock rings
    """

    name: str
    enqueue: Callable[[Session, datetime], int]
    next_due: Callable[[Session], datetime | None]
    every: timedelta = timedelta(seconds=10)
