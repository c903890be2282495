"""Asks whether people still go on for their city, where no digest has come for weeks to ask it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.contacts import ask_alone
from scheduler.tick import Tick
from store.contacts import NEXT_ALONE, alone_due
from store.moments import Earliest

AT_ONCE = 20  # in one transaction


def enqueue_contacts(session: Session, now: datetime) -> int:
    """Gives how many people were looked at."""
    due = alone_due(session, now, AT_ONCE)
    ask_alone(session, due, now=now)
    session.flush()
    return len(due)


TICK = Tick("contacts", enqueue_contacts, Earliest(NEXT_ALONE))
