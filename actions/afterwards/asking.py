"""When a session is over each delegate is asked once whether they were there; the rest follows from that."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.afterwards.standing import came_in_time, ends_at
from actions.letters import Postage
from actions.meetings.attendance import Attendance, attendance_of
from actions.meetings.settling import settle_copies
from actions.readers import reader_of
from actions.surveys.planning import plan_after
from store.letters import NewLetter
from store.live import is_running
from store.meetings import Attendee
from store.models import Answer, Kind, Meeting, Network, Person, Presence, Role
from store.presence import presences_of
from texts.afterwards import asking

LATER = timedelta(minutes=30)  # its end asks at once; this is only in case nobody says that it has ended
USEFUL = timedelta(days=3)  # later nobody remembers; and until then a weekend has passed


def question_to(meeting: Meeting, person: Person) -> str:
    """What the keys of letters begin with that ask somebody."""
    return f"meeting:{meeting.id}:afterwards:person:{person.id}:"


def ask(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> int:
    """Gives how many are asked: nobody of a session that did not take place, or a long time after it.

    Of the cards that still stand one says that it is over. While it is still held live, or when it has not begun,
    nobody is asked yet.
    """
    if meeting.starts_at > now:
        meeting.ask_at = ends_at(meeting)
        return 0
    if is_running(session, meeting.id):
        meeting.ask_at = now + LATER
        return 0
    asked_from, meeting.ask_at = meeting.ask_at or now, None
    plan_after(session, meeting, network, now)
    if meeting.cancelled_at is not None or network.closed_at is not None or now >= asked_from + USEFUL:
        return 0
    told = {one.person_id: one for one in presences_of(session, meeting) if one.person_id is not None}
    attendance = attendance_of(session, meeting)
    asked: list[NewLetter] = []
    for attendee in attendance.attendees:
        presence = told.get(attendee.person.id)
        if _is_asked(attendance, attendee, presence):
            asked += _question(session, meeting, network, attendee, presence, asked_from + USEFUL, now)
    letters.put_all(session, asked)
    settle_copies(session, meeting, network, now=now)
    return len(asked)


def _is_asked(attendance: Attendance, attendee: Attendee, presence: Presence | None) -> bool:
    """Who said that they cannot come has told us already, and finds the question on the session's page; so has who told
    us meanwhile. Of whom it was noted that they were there is asked what only they know.
    """
    speaks = attendee.membership.role is Role.DELEGATE and attendee.city is not None
    speaks = speaks and came_in_time(attendee.membership, attendance.meeting)
    is_known = presence is not None and (presence.noted_by is None or not presence.was_there)
    return speaks and attendee.is_reachable and not is_known and attendance.answer(attendee) is not Answer.CANNOT


def _question(
    session: Session,
    meeting: Meeting,
    network: Network,
    attendee: Attendee,
    presence: Presence | None,
    until: datetime,
    now: datetime,
) -> list[NewLetter]:
    person = attendee.person
    postage = _postage(meeting, person, until, now)
    due_at = postage.due_at or now
    if person.telegram_id is None or person.is_paused(due_at) or due_at >= until:
        return []
    reader = reader_of(session, person, attendee.city)
    message = asking.question(reader, meeting, network, due_at, is_noted=presence is not None)
    return letters.new_messages(person.telegram_id, message, now=now, postage=postage)


def _postage(meeting: Meeting, person: Person, until: datetime, now: datetime) -> Postage:
    """Once for each date of a session and person, in their waking hours."""
    key = f"{question_to(meeting, person)}{meeting.sequence}"
    return attention.postage(Kind.AFTERWARDS, person, key=key, stale_at=until, now=now)
