"""Answers that coordinators were given by telephone or mail, noted for whom they are of."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.meetings.answering import check_answerable
from actions.meetings.attendance import Attendance, attendance_of
from actions.meetings.recording import record
from actions.meetings.refusals import AnswerChanged, MeetingChanged
from actions.meetings.showing import update_copies
from actions.meetings.telling import tell_noted
from actions.refusals import NotFound
from store.locking import lock
from store.meetings import Attendee, save_answer
from store.models import Answer, Meeting, Network, Person


def others(attendance: Attendance, coordinator: Person) -> list[Attendee]:
    """For whom the coordinator may note an answer.

    In the order in which they joined, whatever they answer: a number that was read a moment ago is still the same
    person's.
    """
    return [one for one in attendance.attendees if one.person.id != coordinator.id]


def access_other(attendance: Attendance, coordinator: Person, person_id: int) -> Attendee:
    """One of them."""
    for attendee in others(attendance, coordinator):
        if attendee.person.id == person_id:
            return attendee
    raise NotFound


def do_note_answer(
    session: Session,
    coordinator: Person,
    meeting: Meeting,
    network: Network,
    person_id: int,
    answer: Answer,
    *,
    sequence: int,
    given_at: int,
    now: datetime,
) -> Person:
    """Keeps it as the person's own answer, marked as noted, and tells the person; gives whose it is.

    Raises MeetingChanged when it is about another date than that of `sequence`, AnswerChanged when the person has given
    another answer than that of `given_at`. Noting what stands already changes nothing.
    """
    lock(session, meeting)
    check_answerable(meeting, network, now)
    if sequence != meeting.sequence:
        raise MeetingChanged
    attendee = access_other(attendance_of(session, meeting), coordinator, person_id)
    person, before = attendee.person, attendee.rsvp
    if before is not None and (before.answer, before.sequence) == (answer, meeting.sequence):
        return person
    if attendee.answered_second != given_at:
        raise AnswerChanged
    save_answer(session, meeting, person, answer, now, noted_by=coordinator.id)
    record(session, coordinator, meeting, "answer_noted", now, {"person_id": person.id})
    update_copies(session, meeting, network, now=now)
    attendance = attendance_of(session, meeting)
    tell_noted(session, network, attendance, access_other(attendance, coordinator, person_id), now)
    return person
