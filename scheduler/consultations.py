"""Consultations: reminders to the silent."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.consultations.nudging import remind_the_silent
from scheduler.tick import Tick
from store.consulted import NEXT_CONSULTATION, due
from store.moments import Earliest

AT_ONCE = 2  # in one transaction: each has a hundred members and more


def enqueue(session: Session, now: datetime) -> int:
    """Gives how many consultations were looked at."""
    found = due(session, now, AT_ONCE)
    for consultation in found:
        remind_the_silent(session, consultation, now=now)
    return len(found)


TICK = Tick("consultations", enqueue, Earliest(NEXT_CONSULTATION))
