"""Asks cities, months after their network ended, what they applied."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.follow_ups.asking import ask_all
from scheduler.tick import Tick
from store.follow_ups import NEXT_FOLLOW_UP, follow_ups_due
from store.moments import Earliest

AT_ONCE = 20  # in one transaction


def enqueue_follow_ups(session: Session, now: datetime) -> int:
    """Gives how many were looked at."""
    due = follow_ups_due(session, now, AT_ONCE)
    ask_all(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("follow_ups", enqueue_follow_ups, Earliest(NEXT_FOLLOW_UP))
