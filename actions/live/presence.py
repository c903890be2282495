"""Who is there: those who had said that they come, unless somebody who leads the session has marked it otherwise."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.live.checking import locked_course
from actions.live.notes import ask_to_write
from actions.live.people import delegates_of
from actions.refusals import NotFound
from store.live import presences_of
from store.models import LivePresence, Meeting, Network


def do_mark(
    session: Session, meeting: Meeting, network: Network, person_id: int, *, is_there: bool, now: datetime
) -> None:
    """Somebody is there, or is not. Who comes while the others write is asked to write, too."""
    course = locked_course(session, meeting, network, now)
    if person_id not in {one.person.id for one in delegates_of(session, meeting)}:
        raise NotFound
    marked = presences_of(session, meeting.id).get(person_id)
    if marked is None:
        session.add(LivePresence(meeting_id=meeting.id, person_id=person_id, is_there=is_there))
    else:
        marked.is_there = is_there
    session.flush()
    if is_there and course.writes is not None:
        ask_to_write(session, course)
