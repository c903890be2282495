"""The rota of cases: questions to swap turns end by themselves when there is no time left."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.rota.ending import leave_unanswered
from scheduler.tick import Tick
from store.moments import Earliest
from store.swaps import NEXT_SWAP, swaps_due

SWAPS_AT_ONCE = 20


def enqueue(session: Session, now: datetime) -> int:
    """Ends each whose time is over; gives how many that are."""
    due = swaps_due(session, now, SWAPS_AT_ONCE)
    for swap, network in due:
        leave_unanswered(session, swap, network, now=now)
    session.flush()
    return len(due)


TICK = Tick("rota", enqueue, Earliest(NEXT_SWAP))
