"""Asks how challenges ended that have had answers for two weeks."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.outcomes import ask_all
from scheduler.tick import Tick
from store.moments import Earliest
from store.outcomes import NEXT_OUTCOME, outcomes_due

AT_ONCE = 20  # in one transaction


def enqueue_questions(session: Session, now: datetime) -> int:
    """Gives how many challenges were looked at."""
    due = outcomes_due(session, now, AT_ONCE)
    ask_all(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("outcomes", enqueue_questions, Earliest(NEXT_OUTCOME))
