"""Asks cities how it went with what they try."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.adoptions.checking import ask_all
from scheduler.tick import Tick
from store.adoptions import NEXT_CHECK, checks_due
from store.moments import Earliest

AT_ONCE = 20  # in one transaction


def enqueue_checks(session: Session, now: datetime) -> int:
    """Gives how many were looked at."""
    due = checks_due(session, now, AT_ONCE)
    ask_all(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("adoptions", enqueue_checks, Earliest(NEXT_CHECK))
