"""Sessions that are held: their cards count the minutes."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.live.ticking import tick
from scheduler.tick import Tick
from store.live import NEXT_LIVE, live_due
from store.moments import Earliest

AT_ONCE = 20  # in one transaction


def follow_sessions(session: Session, now: datetime) -> int:
    """Gives how many were looked at."""
    due = live_due(session, now, AT_ONCE)
    for live, meeting in due:
        tick(session, live, meeting, now=now)
    session.flush()
    return len(due)


TICK = Tick("live", follow_sessions, Earliest(NEXT_LIVE))
