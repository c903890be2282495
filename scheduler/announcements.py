"""Announcements: those whose hour has come, those that go out or are changed page by page, those that are through; and
others like those that go out again and again.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.announcements.repeating import make_rounds
from actions.announcements.ringing import enqueue_due
from scheduler.tick import Tick
from store.announcements import FIRST_DUE, FIRST_LOOK
from store.moments import Earliest
from store.repeats import NEXT_ROUND


def enqueue(session: Session, now: datetime) -> int:
    """A page of both; what is made here goes out at once."""
    return make_rounds(session, now) + enqueue_due(session, now)


# Whoever has just sent one looks at the line that tells how it goes.
TICK = Tick("announcements", enqueue, Earliest(FIRST_DUE, NEXT_ROUND), rings_at=Earliest(FIRST_LOOK, NEXT_ROUND))
