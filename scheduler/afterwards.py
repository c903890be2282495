"""Asks people, when a session is over, whether they were there."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.afterwards.asking import ask
from scheduler.tick import Tick
from store.moments import Earliest
from store.presence import NEXT_ASKING, meetings_to_ask

AT_ONCE = 5  # in one transaction: everybody in them is asked


def enqueue_questions(session: Session, now: datetime) -> int:
    """Gives of how many sessions the people were asked."""
    due = meetings_to_ask(session, now, AT_ONCE)
    for meeting, network in due:
        ask(session, meeting, network, now=now)
    session.flush()
    return len(due)


TICK = Tick("afterwards", enqueue_questions, Earliest(NEXT_ASKING))
