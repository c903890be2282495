"""Puts challenges to those who are likeliest to know."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.few.asking import ask_all
from scheduler.tick import Tick
from store.few import NEXT_ASKING, askings_due
from store.moments import Earliest

AT_ONCE = 3  # in one transaction: each takes some milliseconds, and people press meanwhile


def enqueue_questions(session: Session, now: datetime) -> int:
    """Gives how many challenges were looked at."""
    due = askings_due(session, now, AT_ONCE)
    ask_all(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("few", enqueue_questions, Earliest(NEXT_ASKING))
