"""What is typed as a case ends is kept for its city all the same, as long as the case has only just been left."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access import Speaker
from actions.behalf import language_of
from actions.live.checking import locked_course
from actions.live.handing import hand_over
from actions.live.notes import add_note, check_writing
from actions.live.refusals import CaseOver, NotNow
from actions.live.showing import update_copies
from store.live import is_written
from store.models import City, LiveNote, Method, NoteKind, Person
from texts.live.shown import Course

GRACE = timedelta(minutes=10)  # somebody types on a phone while the next case begins


class Kept(NamedTuple):
    """A note, for which city, and whether it came when its case was over, so that it was handed on at once."""

    course: Course
    case: City
    is_late: bool


def over_since(course: Course, part: int) -> datetime | None:
    """When a case was left; None: it is being heard, or has not been."""
    is_heard = course.is_running and part == course.current.stage.part
    if is_heard or all(one.stage.entered_at is None for one in course.stages_of(part)):
        return None
    later = [
        one.stage.entered_at for one in course.stages if one.stage.part > part and one.stage.entered_at is not None
    ]
    return min(later, default=course.live.ended_at)


def just_over(course: Course, city: City) -> tuple[int, City] | None:
    """The case of another city that was left last, as long as something may still be written for it; and which part."""
    left = [
        (since, part, case)
        for part, case in {one.stage.part: one.city for one in course.stages}.items()
        if case is not None and case.id != city.id and course.stages_of(part)[0].stage.method is Method.CASE
        if (since := over_since(course, part)) is not None and course.now <= since + GRACE
    ]
    if not left:
        return None
    _, part, case = max(left, key=lambda one: one[:2])
    return part, case


def check_open(course: Course, city: City, part: int, *, is_asked: bool = True) -> City:
    """The city for which something may still be written: its case is being heard, or was until just now."""
    since = over_since(course, part)
    if since is None:
        return check_writing(course, city, part, is_asked=is_asked)
    case = course.stages_of(part)[0].city
    if case is None or case.id == city.id:
        raise NotNow
    if course.now > since + GRACE:
        raise CaseOver
    return case


def do_keep(
    session: Session,
    person: Person,
    speaker: Speaker,
    part: int,
    kind: NoteKind,
    text: str,
    *,
    now: datetime,
    is_asked: bool = True,
) -> Kept:
    """Keeps it for the people of the case's city; what comes late is handed on at once."""
    course = locked_course(session, speaker.meeting, speaker.network, now, may_be_over=True)
    case = check_open(course, speaker.city, part, is_asked=is_asked)
    kept = Kept(course, case, is_late=over_since(course, part) is not None)
    note = LiveNote(
        meeting_id=speaker.meeting.id,
        part=part,
        for_city_id=case.id,
        city_id=speaker.city.id,
        person_id=person.id,
        kind=kind,
        text=text,
        language=language_of(person, speaker),
        written_at=now,
        noted_by=person.id if speaker.is_noting else None,
    )
    if is_written(session, course.live, note):  # a key that was pressed twice
        return kept
    add_note(session, person, speaker.meeting, note)
    if kept.is_late:
        hand_over(session, course, case)
    else:
        update_copies(session, course)
    return kept
