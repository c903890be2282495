"""Coordinators add a meeting that no rule gave, and put back one that was cancelled."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.calendar import revise
from actions.guests.visiting import reopen_visits
from actions.meetings.attendance import Attendance, attendance_of
from actions.meetings.recording import record
from actions.meetings.refusals import DatePast, DateTaken, MeetingChanged
from actions.meetings.telling import follow_change, hears_news, tell_of_new, tell_the_silent
from actions.prompts import plan_prompts
from actions.refusals import NetworkClosed
from actions.reminders import plan_reminders_for_meeting
from store.locking import lock
from store.meetings import Attendee, keep_refusals, rsvp_of
from store.models import Answer, Meeting, Network, Person
from store.programme import series_of_network


def do_add(session: Session, person: Person, network: Network, starts_at: datetime, *, now: datetime) -> Meeting:
    """One more session, with the next number: those that people know by theirs keep them."""
    lock(session, network)
    check_addition(session, network, starts_at, now)
    meeting = Meeting(
        network_id=network.id,
        number=next_number(session, network),
        recurrence_at=_place_in_series(session, network, now),
        starts_at=starts_at,
        minutes=network.meeting_minutes,
        topic="",
        link="",
        added_at=now,
    )
    session.add(meeting)
    session.flush()
    record(session, person, meeting, "meeting_added", now, {"at": starts_at.isoformat()})
    plan_reminders_for_meeting(session, meeting, now=now)
    plan_prompts(session, network, now=now)
    tell_of_new(session, person, network, meeting, now)
    return meeting


def _place_in_series(session: Session, network: Network, now: datetime) -> datetime:
    """The rule gives it none: the moment at which it is added, or the next one that no other session has."""
    taken = {meeting.recurrence_at for meeting in series_of_network(session, network.id)}
    while now in taken:
        now += timedelta.resolution
    return now


def check_addition(session: Session, network: Network, starts_at: datetime, now: datetime) -> None:
    """Refuses a date on which no session can be added."""
    if network.closed_at is not None:
        raise NetworkClosed
    if starts_at <= now:
        raise DatePast
    _check_free(session, network, starts_at, network.meeting_minutes)


def _check_free(session: Session, network: Network, starts_at: datetime, minutes: int) -> None:
    ends_at = starts_at + timedelta(minutes=minutes)
    for other in series_of_network(session, network.id):
        is_over = other.starts_at + timedelta(minutes=other.minutes) <= starts_at
        if other.cancelled_at is None and other.starts_at < ends_at and not is_over:
            raise DateTaken(other)


def next_number(session: Session, network: Network) -> int:
    """After the highest that was ever given."""
    return max((meeting.number for meeting in series_of_network(session, network.id)), default=0) + 1


def do_restore(
    session: Session, person: Person, meeting: Meeting, network: Network, *, sequence: int, now: datetime
) -> None:
    """The cancelled meeting takes place after all, when it was to be.

    Who said that they come made other plans perhaps, and is asked again; a "can't" was said to this very date.
    """
    lock(session, network)  # one that is added meanwhile takes a number, and perhaps this very hour
    lock(session, meeting)
    check_restorable(session, meeting, network, now)
    if meeting.sequence != sequence:
        raise MeetingChanged
    keep_refusals(session, meeting, before=meeting.sequence - 1, after=meeting.sequence + 1)
    meeting.cancelled_at, meeting.restored_at = None, now
    meeting.sequence += 1
    if any(other.number == meeting.number and other is not meeting for other in series_of_network(session, network.id)):
        meeting.number = next_number(session, network)  # the rule had dropped it, and counted on without it
    revise(meeting, now)
    own = rsvp_of(session, meeting, person)
    if own is not None and own.answer is Answer.GOING:
        own.sequence = meeting.sequence
    session.flush()
    record(session, person, meeting, "meeting_restored", now)
    reopen_visits(session, meeting, network, now=now)
    follow_change(session, network, meeting, since=meeting.starts_at, now=now)
    attendance = attendance_of(session, meeting)
    tell_the_silent(session, network, attendance, attendance.silent(besides=person.id), meeting.starts_at, now)


def check_restorable(session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
    """Refuses what cannot be put back: it was put back already, or its moment has passed or been given to another."""
    if network.closed_at is not None:
        raise NetworkClosed
    if meeting.cancelled_at is None:
        raise MeetingChanged
    if meeting.starts_at <= now:
        raise DatePast
    _check_free(session, network, meeting.starts_at, meeting.minutes)


def told_when_restored(attendance: Attendance, *, besides: int, now: datetime) -> list[Attendee]:
    """Whom it will be told in private that a cancelled meeting takes place: not who had said "can't" to it."""
    coming = attendance.answering(Answer.GOING, Answer.MAYBE)
    return [
        *(one for one in coming if one.person.telegram_id is not None and one.person.id != besides),
        *(
            one
            for one in attendance.silent(besides=besides)
            if hears_news(one.person, now) and not _had_refused(attendance.meeting, one)
        ),
    ]


def _had_refused(meeting: Meeting, attendee: Attendee) -> bool:
    rsvp = attendee.rsvp
    return rsvp is not None and rsvp.answer is Answer.CANNOT and rsvp.sequence == meeting.sequence - 1
