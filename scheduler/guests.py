"""Ends the access of guests."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.guests.visiting import end_due
from scheduler.tick import Tick
from store.guests import NEXT_END, ends_due
from store.moments import Earliest

AT_ONCE = 20  # in one transaction


def end_visits(session: Session, now: datetime) -> int:
    """Gives how many were looked at."""
    due = ends_due(session, now, AT_ONCE)
    end_due(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("guests", end_visits, Earliest(NEXT_END))
