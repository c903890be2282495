"""Asks for the words of what was told in voice notes."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.attachments.speaking import ask_all
from scheduler.tick import Tick
from store.attachments import NEXT_SPOKEN, spoken_due
from store.moments import Earliest

AT_ONCE = 20  # in one transaction


def enqueue_spoken(session: Session, now: datetime) -> int:
    """Gives how many records were looked at."""
    due = spoken_due(session, now, AT_ONCE)
    ask_all(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("attachments", enqueue_spoken, Earliest(NEXT_SPOKEN))
