"""Asks cities how their commitments go."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.commitments.checking import ask_all
from scheduler.tick import Tick
from store.commitments import NEXT_CHECK, checks_due
from store.moments import Earliest

AT_ONCE = 20  # in one transaction


def enqueue_checks(session: Session, now: datetime) -> int:
    """Gives how many commitments were looked at."""
    due = checks_due(session, now, AT_ONCE)
    ask_all(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("commitments", enqueue_checks, Earliest(NEXT_CHECK))
