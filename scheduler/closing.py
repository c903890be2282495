"""Says farewell in networks that were closed a day ago."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.closing.leaving import leave
from scheduler.tick import Tick
from store.closing import NEXT_FAREWELL, farewells_due
from store.moments import Earliest

AT_ONCE = 3  # in one transaction: everybody in them is told


def enqueue_farewells(session: Session, now: datetime) -> int:
    """Gives to how many networks."""
    due = farewells_due(session, now, AT_ONCE)
    for closing, network in due:
        leave(session, closing, network, now=now)
    session.flush()
    return len(due)


TICK = Tick("closing", enqueue_farewells, Earliest(NEXT_FAREWELL))
