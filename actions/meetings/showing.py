"""Tells of a meeting: to each reader in their language and on their clock, in every copy that stands somewhere."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.cards import group_translator, reader_translator
from actions.meetings.attendance import Attendance, attendance_of, is_asked_again, standing_answer
from store.chats import chat_by_id
from store.locking import lock
from store.meetings import Attendee
from store.models import Answer, City, Meeting, Network, Person, Rsvp
from store.programme import cities_of_network
from texts.meetings import Reader, Shown, cards
from texts.message import Message
from texts.translator import translator_of


def subject_of(meeting: Meeting) -> str:
    """Of the invitations, in groups and in private."""
    return f"meeting:{meeting.id}"


def eve_subject_of(meeting: Meeting) -> str:
    """Of the reminders of the day before."""
    return f"eve:{meeting.id}"


def hour_subject_of(meeting: Meeting) -> str:
    """Of the reminders of the last hour."""
    return f"hour:{meeting.id}"


def moved_subject_of(meeting: Meeting) -> str:
    """Of what the groups are told when it is moved."""
    return f"moved:{meeting.id}"


def shown(session: Session, meeting: Meeting, network: Network, attendance: Attendance, now: datetime) -> Shown:
    """All that texts tell of a meeting."""
    cities = tuple(cities_of_network(session, network.id))
    return Shown(meeting, network, attendance.counts, cities, attendance.cities_going, now)


def reader_of(person: Person, city: City | None, meeting: Meeting, rsvp: Rsvp | None) -> Reader:
    """A person before a meeting. Their city is named beside the hour as long as they live on its clock."""
    return Reader(
        translator_of(person),
        city.name if city is not None and city.zone == person.zone else None,
        standing_answer(meeting, rsvp),
        is_asked_again(meeting, rsvp),
    )


def reader_of_attendee(attendee: Attendee, meeting: Meeting) -> Reader:
    """A member before a meeting."""
    return reader_of(attendee.person, attendee.city, meeting, attendee.rsvp)


def reader_of_chat(
    session: Session, chat_id: int, meeting: Meeting, network: Network, attendance: Attendance
) -> Reader:
    """Whoever reads in a chat: a member, a group, or somebody who has left."""
    attendee = attendance.of_chat(chat_id)
    if attendee is not None:
        return reader_of_attendee(attendee, meeting)
    chat = chat_by_id(session, chat_id) if chat_id < 0 else None
    if chat is not None:
        return Reader(group_translator(chat, network), is_group=True)
    return Reader(reader_translator(session, network, chat_id))


def update_copies(
    session: Session,
    meeting: Meeting,
    network: Network,
    *,
    now: datetime,
    pressed: tuple[int, int] | None = None,
) -> None:
    """Edits every invitation; `pressed` is the copy that the caller edits itself."""
    lock(session, meeting)
    render = _renderer(session, meeting, network, now, lambda reader, whole: cards.card(reader, whole))
    letters.edit_copies(session, subject_of(meeting), render, now=now, shown=pressed)


def close_copies(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """It begins: nothing that stands anywhere asks for an answer any more."""
    update_copies(session, meeting, network, now=now)
    _update_reminders(session, meeting, network, eve_subject_of(meeting), cards.day_before, now)
    render = _renderer(session, meeting, network, now, cards.reminder_overtaken)
    letters.edit_copies(session, moved_subject_of(meeting), render, now=now)


def update_reminders(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """Edits the practical reminders that have been sent, so that nobody goes by an old date or misses the link."""
    _update_reminders(session, meeting, network, eve_subject_of(meeting), cards.day_before, now)
    _update_reminders(session, meeting, network, hour_subject_of(meeting), cards.hour_before, now)


def _update_reminders(
    session: Session,
    meeting: Meeting,
    network: Network,
    subject: str,
    practical: Callable[[Reader, Shown], Message],
    now: datetime,
) -> None:
    def render(reader: Reader, whole: Shown) -> Message:
        if meeting.cancelled_at is not None:
            return cards.cancelled(reader, meeting, network)
        if reader.is_asked_again:
            return cards.reminder_overtaken(reader, whole)
        return (practical if reader.answer is Answer.GOING else cards.card)(reader, whole)

    letters.edit_copies(session, subject, _renderer(session, meeting, network, now, render), now=now)


def _renderer(
    session: Session,
    meeting: Meeting,
    network: Network,
    now: datetime,
    render: Callable[[Reader, Shown], Message],
) -> Callable[[int], Message]:
    attendance = attendance_of(session, meeting)
    whole = shown(session, meeting, network, attendance, now)
    return lambda chat_id: render(reader_of_chat(session, chat_id, meeting, network, attendance), whole)
