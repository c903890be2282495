"""The rota of cases: presenting cities are briefed, and questions to swap turns end when there is no time left."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.rota.briefing import brief
from actions.rota.ending import leave_unanswered
from scheduler.tick import Tick
from store.cases import NEXT_BRIEFING, briefings_due
from store.moments import Earliest
from store.swaps import NEXT_SWAP, swaps_due

SWAPS_AT_ONCE = 20
BRIEFINGS_AT_ONCE = 10  # cities with a handful of people each


def enqueue(session: Session, now: datetime) -> int:
    """A page of both; gives how many that are."""
    return end_unanswered_swaps(session, now) + brief_cities(session, now)


def end_unanswered_swaps(session: Session, now: datetime) -> int:
    """Those whose time is over."""
    due = swaps_due(session, now, SWAPS_AT_ONCE)
    for swap in due:
        leave_unanswered(session, swap, now=now)
    session.flush()
    return len(due)


def brief_cities(session: Session, now: datetime) -> int:
    """Those whose session comes next."""
    due = briefings_due(session, now, BRIEFINGS_AT_ONCE)
    for briefing in due:
        brief(session, briefing, now=now)
    session.flush()
    return len(due)


TICK = Tick("rota", enqueue, Earliest(NEXT_SWAP, NEXT_BRIEFING))
