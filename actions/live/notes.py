"""While everybody is silent in a case, the people of the other cities write to its city, each in private."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import Speaker
from actions.cards import reader_translator
from actions.letters.copies import edit_copies
from actions.live.checking import locked_course
from actions.live.people import readers_of, who_is_there
from actions.live.refusals import CaseOver, NotNow
from actions.live.showing import update_copies
from actions.meetings.recording import record
from store.live import count_notes, last_note, presences_of
from store.models import City, Kind, LiveNote, LivePresence, Meeting, Person
from store.people import person_by_telegram
from texts.live import notes as texts
from texts.live.shown import Course
from texts.message import Message
from texts.translator import translator_of


def request_subject_of(meeting: Meeting, part: int) -> str:
    """Of what asks people to write about a case."""
    return f"writing:{meeting.id}:{part}"


def ask_to_write(session: Session, course: Course) -> None:
    """Once each person of another city who is there."""
    case, part = course.writes, course.current.stage.part
    if case is None:
        return
    meeting, fate = course.meeting, fate_of(session, course, part, case)
    for one in who_is_there(session, meeting):
        if one.city.id == case.id or one.person.telegram_id is None:
            continue
        postage = attention.postage(
            Kind.LIVE_NOTES,
            one.person,
            key=f"meeting:{meeting.id}:{course.held}:write:{part}:{case.id}:person:{one.person.id}",
            subject=request_subject_of(meeting, part),
            stale_at=course.ends_at,
            now=course.now,
        )
        message = texts.request(translator_of(one.person), course, part, case, 0, fate=fate)
        letters.send(session, one.person.telegram_id, message, now=course.now, postage=postage)


def fate_of(session: Session, course: Course, part: int, case: City) -> texts.Fate:
    """What becomes of what is written about a case."""
    is_written = count_notes(session, course.live, part)[0] > 0
    return texts.Fate(is_written, readers_of(session, course.network.id, case).are_its_own)


def request_for(
    session: Session,
    course: Course,
    person: Person,
    part: int,
    noted_for: City | None = None,
    *,
    fate: texts.Fate | None = None,
) -> Message | None:
    """The same as it stands for somebody now, or for a city in whose name they note. None: there is no such case."""
    placed = course.stages_of(part)
    case = placed[0].city if placed else None
    if case is None:
        return None
    city_id = None if noted_for is None else noted_for.id
    own, _ = count_notes(session, course.live, part, person.id, noted_for=city_id)
    last = last_note(session, course.live, part, person.id, noted_for=city_id)
    t = translator_of(person)
    fate = fate or fate_of(session, course, part, case)
    return texts.request(t, course, part, case, own, None if last is None else last.id, noted_for, fate=fate)


def update_requests(session: Session, course: Course, part: int) -> None:
    """What asked to write says whether that still can be done: a case that was left may be gone back to."""
    placed = course.stages_of(part)
    case = placed[0].city if placed else None
    if case is None:
        return
    fate = fate_of(session, course, part, case)

    def render(chat_id: int) -> Message:
        person = person_by_telegram(session, chat_id)
        message = None if person is None else request_for(session, course, person, part, fate=fate)
        return message or texts.over(reader_translator(session, course.network, chat_id), course, case, fate)

    edit_copies(session, request_subject_of(course.meeting, part), render, now=course.now)


def check_writing(course: Course, city: City, part: int, *, is_asked: bool = True) -> City:
    """The city for which something may be written now; refuses a case that is over, and the city's own.

    is_asked: in answer to what asks for it, from the silent minutes on; whoever types before that is listened to, too
    """
    case = course.writes if is_asked else course.case
    if part < course.current.stage.part:
        raise CaseOver
    if case is None or part != course.current.stage.part or case.id == city.id:
        raise NotNow
    return case


def add_note(session: Session, person: Person, meeting: Meeting, note: LiveNote) -> None:
    """The row of it. Whoever writes is there, unless it is in the name of a city."""
    session.add(note)
    if note.noted_by is None:
        _mark_there(session, meeting, person)
    else:
        record(session, person, meeting, "live_note_noted", note.written_at, {"city": note.city_id})
    session.flush()


def _mark_there(session: Session, meeting: Meeting, person: Person) -> None:
    marked = presences_of(session, meeting.id).get(person.id)
    if marked is None:
        session.add(LivePresence(meeting_id=meeting.id, person_id=person.id, is_there=True))
    elif not marked.is_there:
        marked.is_there, marked.marked_by = True, None


def do_take_back(
    session: Session, person: Person, speaker: Speaker, part: int, note_id: int, *, now: datetime
) -> Course:
    """The last one was not meant. Harmless when done twice."""
    city = speaker.city
    course = locked_course(session, speaker.meeting, speaker.network, now)
    check_writing(course, city, part)
    note = last_note(session, course.live, part, person.id, noted_for=city.id if speaker.is_noting else None)
    if note is not None and note.id == note_id:
        session.delete(note)
        session.flush()
        update_copies(session, course)
    return course
