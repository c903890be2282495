"""Who is there: those who had said that they come, unless somebody who leads the session has marked it otherwise."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.afterwards.standing import has_begun
from actions.afterwards.telling import note_untold
from actions.live.checking import locked_course
from actions.live.notes import ask_to_write
from actions.live.people import delegates_of
from actions.refusals import NotFound
from store.live import presences_of
from store.models import LivePresence, Meeting, Network, Person
from texts.live.shown import Course


def do_mark(
    session: Session, by: Person, meeting: Meeting, network: Network, person_id: int, *, is_there: bool, now: datetime
) -> None:
    """Somebody is there, or is not. Who comes while the others write is asked to write, too."""
    course = locked_course(session, meeting, network, now)
    if person_id not in {one.person.id for one in delegates_of(session, meeting)}:
        raise NotFound
    marked = presences_of(session, meeting.id).get(person_id)
    if marked is None:
        marked = LivePresence(meeting_id=meeting.id, person_id=person_id)
        session.add(marked)
    marked.is_there, marked.marked_by = is_there, by.id
    session.flush()
    if is_there and course.writes is not None:
        ask_to_write(session, course)


def note_marked(session: Session, course: Course) -> None:
    """When it is over, what was marked stands in its attendance, where nobody has told it: so it is asked and counted
    as what is noted there. Who counted as there by an answer alone is asked as everybody.
    """
    meeting, now = course.meeting, course.now
    if not has_begun(meeting, now):
        return
    marked = presences_of(session, meeting.id)
    for one in delegates_of(session, meeting):
        mark = marked.get(one.person.id)
        if mark is not None and mark.marked_by is not None:
            note_untold(
                session, meeting, one.city, one.person, was_there=mark.is_there, noted_by=mark.marked_by, now=now
            )
