"""When a case is over, its city receives what the others wrote and offered; nobody else reads what was written."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.commitments.checking import speaking_for
from actions.letters.copies import edit_copies
from actions.live.notes import update_requests
from actions.live.people import readers_of
from actions.live.standing import course_of
from store.letters.copies import keep_copies_to
from store.live import Noted, notes_of
from store.memberships import members_of
from store.models import City, Kind, Meeting, Method, Network, Person, Role
from store.offers import Whole, offers_of
from texts.live import notes as texts
from texts.live.shown import Course, Placed
from texts.message import Message
from texts.translator import translator_of


def handed_subject_of(meeting: Meeting, city: City) -> str:
    """Of what the people of a city received."""
    return f"handed:{meeting.id}:{city.id}"


def close_case(session: Session, course: Course, left: Placed) -> None:
    """Nobody writes about it any more, and its city gets all of it."""
    if left.city is not None:
        update_requests(session, course, left.stage.part)
        hand_over(session, course, left.city)


def close_all_cases(session: Session, course: Course) -> None:
    """The same, of all that were begun; what was handed on already is not again."""
    heard: dict[int, Placed] = {}
    for one in course.stages:
        if one.stage.method is Method.CASE and one.stage.entered_at is not None:
            heard.setdefault(one.stage.part, one)
    for one in heard.values():
        close_case(session, course, one)


def hand_over(session: Session, course: Course, city: City) -> None:
    """To each of the city's people once, what has not been handed on before; or else to the coordination."""
    meeting, now = course.meeting, course.now
    notes = [one for one in notes_of(session, meeting.id, city.id) if one.note.handed_at is None]
    offers = [whole for whole in offers_of(session, meeting.id, city.id) if whole[0].told_at is None]
    if not notes and not offers:
        return
    batch = f"{max((one.note.id for one in notes), default=0)}-{max((whole[0].id for whole in offers), default=0)}"
    readers = readers_of(session, course.network.id, city)
    for person in readers.people:
        if person.telegram_id is None:
            continue
        key = f"meeting:{meeting.id}:handed:{city.id}:{batch}:person:{person.id}"
        subject = handed_subject_of(meeting, city)
        postage = attention.postage(Kind.CASE_HANDED, person, key=key, subject=subject, now=now)
        message = texts.handed(translator_of(person), course, city, notes, offers, is_own=readers.are_its_own)
        letters.send(session, person.telegram_id, message, now=now, postage=postage)
    _mark(notes, offers, now)
    session.flush()


def _mark(notes: list[Noted], offers: list[Whole], now: datetime) -> None:
    for one in notes:
        one.note.handed_at = now
    for whole in offers:
        whole[0].told_at = now


def all_handed(session: Session, course: Course, city: City, person: Person, *, is_own: bool = True) -> Message:
    """What the people of a city can read of it at any time."""
    notes = [one for one in notes_of(session, course.meeting.id, city.id) if one.note.handed_at is not None]
    offers = offers_of(session, course.meeting.id, city.id)
    return texts.handed(translator_of(person), course, city, notes, offers, is_own=is_own)


def update_handed(session: Session, meeting: Meeting, network: Network, city: City, now: datetime) -> None:
    """What was handed on names nobody who is erased."""
    course = course_of(session, meeting, network, now)
    if course is None:
        return
    own = {person.telegram_id or 0: person for person in speaking_for(session, network.id, city)}
    passing_on = {person.telegram_id or 0: person for _, person in members_of(session, network.id, Role.COORDINATOR)}
    readers = passing_on | own

    def render(chat_id: int) -> Message:
        return all_handed(session, course, city, readers[chat_id], is_own=chat_id in own)

    subject = handed_subject_of(meeting, city)
    keep_copies_to(session, subject, list(readers))
    edit_copies(session, subject, render, now=now)
