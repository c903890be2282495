"""What the clock does with a session that is held: its cards count, and what was forgotten, moved or cancelled ends."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.live.ending import end
from actions.live.showing import update_copies
from actions.live.standing import is_of_another_date, started_course
from actions.live.timing import forgotten_at, next_change
from store.models import LiveSession, Meeting, Network


def tick(session: Session, live: LiveSession, meeting: Meeting, *, now: datetime) -> None:
    """The row is the caller's."""
    network = session.get_one(Network, meeting.network_id)
    course = started_course(session, meeting, network, now)
    if not course.is_running:
        live.due_at = None
    elif meeting.cancelled_at is not None or is_of_another_date(live, meeting) or now >= forgotten_at(course):
        end(session, course)
    else:
        live.due_at = next_change(course)
        session.flush()
        update_copies(session, course)
