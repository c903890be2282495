"""While everybody is silent in a case, the people of the other cities write to its city, each in private."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.cards import reader_translator
from actions.live.checking import locked_course
from actions.live.people import who_is_there
from actions.live.refusals import CaseOver, NotNow
from actions.live.showing import update_copies
from store.live import count_notes, last_note, presences_of
from store.models import City, Kind, LiveNote, LivePresence, Meeting, Network, NoteKind, Person
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
    meeting = course.meeting
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
        message = texts.request(translator_of(one.person), course, part, case, 0)
        letters.send(session, one.person.telegram_id, message, now=course.now, postage=postage)


def request_for(session: Session, course: Course, person: Person, part: int) -> Message | None:
    """The same as it stands for somebody now. None: there is no such case."""
    placed = course.stages_of(part)
    case = placed[0].city if placed else None
    if case is None:
        return None
    own, _ = count_notes(session, course.live, part, person.id)
    last = last_note(session, course.live, part, person.id)
    t = translator_of(person)
    return texts.request(t, course, part, case, own, None if last is None else last.id)


def update_requests(session: Session, course: Course, part: int) -> None:
    """What asked to write says whether that still can be done: a case that was left may be gone back to."""
    placed = course.stages_of(part)
    case = placed[0].city if placed else None
    if case is None:
        return

    def render(chat_id: int) -> Message:
        person = person_by_telegram(session, chat_id)
        message = None if person is None else request_for(session, course, person, part)
        return message or texts.over(reader_translator(session, course.network, chat_id), course.meeting.id, case)

    letters.edit_copies(session, request_subject_of(course.meeting, part), render, now=course.now)


def check_writing(course: Course, city: City, part: int) -> City:
    """The city for which something may be written now; refuses a case that is over, and the city's own."""
    case = course.writes
    if part < course.current.stage.part:
        raise CaseOver
    if case is None or part != course.current.stage.part or case.id == city.id:
        raise NotNow
    return case


def do_write(
    session: Session,
    person: Person,
    city: City,
    meeting: Meeting,
    network: Network,
    part: int,
    kind: NoteKind,
    text: str,
    *,
    now: datetime,
) -> Course:
    """Keeps it for the people of the case's city. Whoever writes is there."""
    course = locked_course(session, meeting, network, now)
    case = check_writing(course, city, part)
    session.add(
        LiveNote(
            meeting_id=meeting.id,
            part=part,
            for_city_id=case.id,
            city_id=city.id,
            person_id=person.id,
            kind=kind,
            text=text,
            language=person.language,
            written_at=now,
        )
    )
    marked = presences_of(session, meeting.id).get(person.id)
    if marked is None:
        session.add(LivePresence(meeting_id=meeting.id, person_id=person.id, is_there=True))
    elif not marked.is_there:
        marked.is_there, marked.marked_by = True, None
    session.flush()
    update_copies(session, course)
    return course


def do_take_back(
    session: Session,
    person: Person,
    city: City,
    meeting: Meeting,
    network: Network,
    part: int,
    note_id: int,
    *,
    now: datetime,
) -> Course:
    """The last one was not meant. Harmless when done twice."""
    course = locked_course(session, meeting, network, now)
    check_writing(course, city, part)
    note = last_note(session, course.live, part, person.id)
    if note is not None and note.id == note_id:
        session.delete(note)
        session.flush()
        update_copies(session, course)
    return course
