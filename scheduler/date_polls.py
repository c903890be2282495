"""Polls about dates: one reminder to the silent, and the moment at which they close."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.date_polls.telling import close, remind_the_silent
from scheduler.tick import Tick
from store.date_polls import NEXT_DATE_POLL, polls_due
from store.moments import Earliest

POLLS_AT_ONCE = 5  # in one transaction: everybody in their networks is asked


def enqueue(session: Session, now: datetime) -> int:
    """Does what has come due of each; gives how many polls that are."""
    due = polls_due(session, now, POLLS_AT_ONCE)
    for poll, network in due:
        if poll.closes_at <= now:
            close(session, poll, network, now=now)
        else:
            remind_the_silent(session, poll, network, now=now)
    session.flush()
    return len(due)


TICK = Tick("date_polls", enqueue, Earliest(NEXT_DATE_POLL))
