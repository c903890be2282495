"""Comes back to people for what is missing in what they have shared."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.sheets.asking import ask_all
from scheduler.tick import Tick
from store.moments import Earliest
from store.sheets import NEXT_SHEET, sheets_due

AT_ONCE = 20  # in one transaction


def enqueue_questions(session: Session, now: datetime) -> int:
    """Gives how many records were looked at."""
    due = sheets_due(session, now, AT_ONCE)
    ask_all(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("sheets", enqueue_questions, Earliest(NEXT_SHEET))
