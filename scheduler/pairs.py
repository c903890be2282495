"""Looks at networks whose map of needs, or whose pairs, may be due."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.exchange import look
from scheduler.tick import Tick
from store.moments import Earliest
from store.pairs import NEXT_LOOK, networks_due

AT_ONCE = 5  # in one transaction


def enqueue_exchange(session: Session, now: datetime) -> int:
    """Gives how many networks were looked at."""
    due = networks_due(session, now, AT_ONCE)
    for network in due:
        look(session, network, now=now)
    session.flush()
    return len(due)


TICK = Tick("pairs", enqueue_exchange, Earliest(NEXT_LOOK))
