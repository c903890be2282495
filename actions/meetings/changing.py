"""Coordinators move, cancel and complete meetings."""

import re
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.agenda.following import follow_agenda
from actions.calendar import revise
from actions.guests.showing import update_visits
from actions.guests.telling import tell_link
from actions.meetings.answering import check_open
from actions.meetings.attendance import attendance_of
from actions.meetings.recording import record
from actions.meetings.refusals import DatePast, LinkNotUnderstood, MeetingChanged, SameDate
from actions.meetings.showing import (
    hour_subject_of,
    reader_of_attendee,
    shown,
    subject_of,
    update_copies,
    update_reminders,
)
from actions.meetings.telling import follow_change, tell_the_silent
from actions.reminders import is_wanted
from store import live
from store.locking import lock
from store.meetings import rsvp_of
from store.models import Answer, Kind, Meeting, Network, Person, ReminderKind
from store.reminders import last_waiting_of
from texts.meetings import cards

# A host with a dot: what Telegram and phones take for a link.
LINK = re.compile(r"https?://[^\s/@:.]+(\.[^\s/@:.]+)+(:\d{1,5})?(/\S*)?", re.IGNORECASE)
LINK_LIMIT = 500
TOPIC_LIMIT = 120
HOUR = timedelta(hours=1)


def do_move(
    session: Session,
    person: Person,
    meeting: Meeting,
    network: Network,
    starts_at: datetime,
    *,
    sequence: int,
    now: datetime,
) -> None:
    """Gives the meeting another date. Who said that they come still does, and is asked again."""
    _check_unchanged(session, meeting, sequence, now)
    check_new_date(meeting, starts_at, now)
    earlier = meeting.starts_at
    meeting.starts_at, meeting.restored_at = starts_at, None
    meeting.sequence += 1
    revise(meeting, now)
    own = rsvp_of(session, meeting, person)
    if own is not None and own.answer is Answer.GOING:
        own.sequence = meeting.sequence  # whoever chose the date need not be asked
    session.flush()
    record(session, person, meeting, "meeting_moved", now, {"from": earlier.isoformat(), "to": starts_at.isoformat()})
    follow_change(session, network, meeting, since=earlier, now=now)
    if earlier > now:
        attendance = attendance_of(session, meeting)
        tell_the_silent(session, network, attendance, attendance.silent(besides=person.id), earlier, now)


def do_cancel(
    session: Session, person: Person, meeting: Meeting, network: Network, *, sequence: int, now: datetime
) -> None:
    """The meeting does not take place."""
    _check_unchanged(session, meeting, sequence, now)
    silent = attendance_of(session, meeting).silent(besides=person.id)
    meeting.cancelled_at = now
    meeting.sequence += 1
    revise(meeting, now)
    session.flush()
    record(session, person, meeting, "meeting_cancelled", now)
    follow_change(session, network, meeting, since=meeting.starts_at, now=now)
    if meeting.starts_at > now:
        tell_the_silent(session, network, attendance_of(session, meeting), silent, meeting.starts_at, now)


def do_set_link(
    session: Session, person: Person, meeting: Meeting, network: Network, link: str, *, now: datetime
) -> None:
    """Where the call is; empty takes it away."""
    if link:
        check_link(link)
    lock(session, meeting)  # two changes at the same moment are two revisions
    check_open(meeting, now)
    was_missing = not meeting.link
    meeting.link = link
    _completed(session, person, meeting, network, "meeting_link_set", now)
    if link and was_missing and meeting.starts_at - now <= HOUR:
        _tell_the_link(session, person, meeting, network, now)


def check_link(link: str) -> None:
    """Refuses what is no address of a page."""
    if len(link) > LINK_LIMIT or not LINK.fullmatch(link):
        raise LinkNotUnderstood


def _tell_the_link(session: Session, by: Person, meeting: Meeting, network: Network, now: datetime) -> None:
    """The last reminder went out without it: an edited message rings no bell, and there is no time left to look.

    Whose reminder still waits reads it there, whenever that comes. Who wants none on that day gets nothing by itself on
    it, this neither: the link stands on the session's page.
    """
    waiting = last_waiting_of(session, meeting)
    tell_link(session, network, meeting, waiting, now=now)
    attendance = attendance_of(session, meeting)
    whole = shown(session, meeting, network, attendance, now)
    for attendee in attendance.answering(Answer.GOING):
        if attendee.person.telegram_id is None or attendee.person.id == by.id:
            continue
        if attendee.person.id in waiting or not is_wanted(ReminderKind.HOUR_BEFORE, attendee.person):
            continue
        key = f"{subject_of(meeting)}:link:{meeting.sequence}:person:{attendee.person.id}"
        postage = attention.postage(
            Kind.LINK, attendee.person, key=key, subject=hour_subject_of(meeting), stale_at=meeting.starts_at, now=now
        )
        message = cards.hour_before(reader_of_attendee(session, attendee, meeting), whole)
        letters.send(session, attendee.person.telegram_id, message, now=now, postage=postage)


def do_set_topic(
    session: Session, person: Person, meeting: Meeting, network: Network, topic: str, *, now: datetime
) -> None:
    """What it is about; empty takes it away."""
    lock(session, meeting)
    check_open(meeting, now)
    meeting.topic = " ".join(topic.split())
    _completed(session, person, meeting, network, "meeting_topic_set", now)
    follow_agenda(session, meeting, network, now=now)


def check_new_date(meeting: Meeting, starts_at: datetime, now: datetime) -> None:
    """Refuses a date to which nothing can be moved."""
    if starts_at <= now:
        raise DatePast
    if starts_at == meeting.starts_at:
        raise SameDate


def _completed(session: Session, person: Person, meeting: Meeting, network: Network, deed: str, now: datetime) -> None:
    revise(meeting, now)
    session.flush()
    record(session, person, meeting, deed, now)
    update_copies(session, meeting, network, now=now)
    update_reminders(session, meeting, network, now=now)
    update_visits(session, meeting, network, now=now)


def _check_unchanged(session: Session, meeting: Meeting, sequence: int, now: datetime) -> None:
    live.look_at(session, meeting.id, now)  # before the meeting is locked, as whoever ends it does
    lock(session, meeting)
    check_open(meeting, now)
    if meeting.sequence != sequence:
        raise MeetingChanged
