"""Answers that coordinators were given by telephone or mail, noted for whom they are of."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.meetings.answering import check_answerable
from actions.meetings.attendance import Attendance, attendance_of
from actions.meetings.recording import record
from actions.meetings.refusals import MeetingChanged
from actions.meetings.showing import update_copies
from actions.meetings.telling import tell_noted
from actions.refusals import NotFound
from store.meetings import Attendee, rsvp_of, save_answer
from store.models import Answer, Meeting, Network, Person


def others(attendance: Attendance, coordinator: Person) -> list[Attendee]:
    """For whom the coordinator may note an answer, those who have given none first."""
    found = [attendee for attendee in attendance.attendees if attendee.person.id != coordinator.id]
    return sorted(found, key=lambda attendee: attendance.answer(attendee) is not None)


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
    now: datetime,
) -> Person:
    """Keeps it as the person's own answer, marked as noted, and tells the person; gives whose it is.

    Raises MeetingChanged when it was given to another date than that of `sequence`. Noting what stands already changes
    nothing.
    """
    check_answerable(meeting, network, now)
    if sequence != meeting.sequence:
        raise MeetingChanged
    person = access_other(attendance_of(session, meeting), coordinator, person_id).person
    before = rsvp_of(session, meeting, person)
    if before is not None and (before.answer, before.sequence) == (answer, meeting.sequence):
        return person
    save_answer(session, meeting, person, answer, now, noted_by=coordinator.id)
    record(session, coordinator, meeting, "answer_noted", now, {"person_id": person.id, "answer": answer.value})
    update_copies(session, meeting, network, now=now)
    attendance = attendance_of(session, meeting)
    tell_noted(session, network, attendance, access_other(attendance, coordinator, person_id), now)
    return person
