"""Asks cities whether what was offered to them has arrived."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.offers.checking import ask
from scheduler.tick import Tick
from store.moments import Earliest
from store.offers import NEXT_CHECK, checks_due

AT_ONCE = 20  # in one transaction


def enqueue_checks(session: Session, now: datetime) -> int:
    """Gives how many offers were looked at."""
    due = checks_due(session, now, AT_ONCE)
    for offer, meeting, network in due:
        ask(session, offer, meeting, network, now=now)
    session.flush()
    return len(due)


TICK = Tick("offers", enqueue_checks, Earliest(NEXT_CHECK))
