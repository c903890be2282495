"""Coordinators move, cancel and complete meetings; everybody whom it concerns hears of it once."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import audit, letters
from actions.calendar import revise
from actions.cards import group_translator
from actions.letters import Postage
from actions.meetings.answering import check_open
from actions.meetings.attendance import Attendance, attendance_of
from actions.meetings.refusals import DatePast, LinkNotUnderstood, MeetingChanged, SameDate
from actions.meetings.showing import (
    hour_subject_of,
    notice_subject_of,
    reader_of_attendee,
    reader_of_chat,
    shown,
    subject_of,
    update_copies,
    update_pages,
    update_reminders,
    watch_subject_of,
)
from actions.prompts import plan_prompts
from actions.quiet_hours import next_waking
from actions.reminders import plan_reminders_for_meeting
from store.chats import network_chats
from store.locking import lock
from store.meetings import Attendee, rsvp_of
from store.models import Answer, Lane, Meeting, Network, Person, Priority
from texts.meetings import Reader, Shown, cards
from texts.message import Message

# A host with a dot: what Telegram and phones take for a link.
LINK = re.compile(r"https?://[^\s/@:.]+(\.[^\s/@:.]+)+(:\d{1,5})?(/\S*)?", re.IGNORECASE)
LINK_LIMIT = 500
TOPIC_LIMIT = 120
SHORT_NOTICE = timedelta(hours=24)
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
    meeting.starts_at = starts_at
    meeting.sequence += 1
    revise(meeting, now)
    own = rsvp_of(session, meeting, person)
    if own is not None and own.answer is Answer.GOING:
        own.sequence = meeting.sequence  # whoever chose the date need not be asked
    session.flush()
    audit.record(
        session,
        now=now,
        deed="meeting_moved",
        person_id=person.id,
        network_id=network.id,
        subject=subject_of(meeting),
        details={"from": earlier.isoformat(), "to": starts_at.isoformat()},
    )
    follow_change(session, network, meeting, since=earlier, now=now)
    if earlier > now:
        attendance = attendance_of(session, meeting)
        _tell_the_silent(session, network, attendance, attendance.silent(besides=person.id), earlier, now)


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
    audit.record(
        session,
        now=now,
        deed="meeting_cancelled",
        person_id=person.id,
        network_id=network.id,
        subject=subject_of(meeting),
    )
    follow_change(session, network, meeting, since=meeting.starts_at, now=now)
    if meeting.starts_at > now:
        _tell_the_silent(session, network, attendance_of(session, meeting), silent, meeting.starts_at, now)


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
    """The last reminder went out without it: an edited message rings no bell, and there is no time left to look."""
    attendance = attendance_of(session, meeting)
    whole = shown(session, meeting, network, attendance, now)
    for attendee in attendance.answering(Answer.GOING):
        if attendee.person.telegram_id is None or attendee.person.id == by.id:
            continue
        key = f"{subject_of(meeting)}:link:{meeting.sequence}:person:{attendee.person.id}"
        postage = Postage(
            Lane.BULK, Priority.REMINDER, stale_at=meeting.starts_at, key=key, subject=hour_subject_of(meeting)
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


def check_new_date(meeting: Meeting, starts_at: datetime, now: datetime) -> None:
    """Refuses a date to which nothing can be moved."""
    if starts_at <= now:
        raise DatePast
    if starts_at == meeting.starts_at:
        raise SameDate


def follow_change(session: Session, network: Network, meeting: Meeting, *, since: datetime, now: datetime) -> None:
    """After a new date or its end: unsent letters are taken back, reminders planned anew, people and groups told.

    `since`: when it was to start.
    """
    letters.withdraw(session, f"{subject_of(meeting)}:")
    plan_reminders_for_meeting(session, meeting, now=now)
    plan_prompts(session, network, now=now)
    if since <= now:
        return
    attendance = attendance_of(session, meeting)
    _overtake(session, meeting, network, attendance, notice_subject_of(meeting), now)
    _tell_groups(session, network, meeting, attendance, since, now)
    update_copies(session, meeting, network, now=now)
    _tell_those_who_come(session, network, meeting, attendance, since, now)
    update_pages(session, meeting, network, now=now)
    update_reminders(session, meeting, network, now=now)
    _overtake(session, meeting, network, attendance, watch_subject_of(meeting), now)


def _overtake(
    session: Session, meeting: Meeting, network: Network, attendance: Attendance, subject: str, now: datetime
) -> None:
    """What was told about another date shows the present one: in notices to groups, and to coordinators."""
    whole = shown(session, meeting, network, attendance, now)

    def render(chat_id: int) -> Message:
        reader = reader_of_chat(session, chat_id, meeting, network, attendance)
        if meeting.cancelled_at is not None:
            return cards.cancelled(reader, whole)
        return cards.reminder_overtaken(reader, whole)

    letters.edit_copies(session, subject, render, now=now)


def _tell_those_who_come(
    session: Session, network: Network, meeting: Meeting, attendance: Attendance, since: datetime, now: datetime
) -> None:
    """After the cards that stand: they are edited whenever somebody answers, and say no more when it was to be."""
    whole = shown(session, meeting, network, attendance, now)
    for attendee in attendance.answering(Answer.GOING, Answer.MAYBE):
        reader = reader_of_attendee(session, attendee, meeting)
        if attendee.person.telegram_id is None or (meeting.cancelled_at is None and not reader.is_asked_again):
            continue
        postage = _postage_of_change(meeting, attendee, subject_of(meeting), since, now)
        message = cards.card_of_new_date(reader, whole, since)
        letters.send(session, attendee.person.telegram_id, message, now=now, postage=postage)


def _tell_the_silent(
    session: Session,
    network: Network,
    attendance: Attendance,
    silent: Sequence[Attendee],
    since: datetime,
    now: datetime,
) -> None:
    """Who has not answered knows the old date nevertheless: by a digest, a card, or from the list."""
    meeting = attendance.meeting
    whole = shown(session, meeting, network, attendance, now)
    for attendee in silent:
        person = attendee.person
        if person.telegram_id is None or (person.paused_until is not None and person.paused_until > now):
            continue
        postage = _postage_of_change(meeting, attendee, notice_subject_of(meeting), since, now)
        message = _notice(reader_of_attendee(session, attendee, meeting), whole, since)
        letters.send(session, person.telegram_id, message, now=now, postage=postage)


def _postage_of_change(meeting: Meeting, attendee: Attendee, subject: str, since: datetime, now: datetime) -> Postage:
    """One letter to a person about each date, in their waking hours unless the session comes first."""
    return Postage(
        Lane.BULK,
        Priority.NEWS,
        due_at=_polite_moment(attendee, min(since, meeting.starts_at), now),
        stale_at=meeting.starts_at,
        key=f"{subject_of(meeting)}:changed:{meeting.sequence}:person:{attendee.person.id}",
        subject=subject,
    )


def _tell_groups(
    session: Session, network: Network, meeting: Meeting, attendance: Attendance, since: datetime, now: datetime
) -> None:
    whole = shown(session, meeting, network, attendance, now)
    for chat in network_chats(session, network.id):
        reader = Reader(group_translator(chat, network), is_group=True)
        message = _notice(reader, whole, since)
        key = f"{subject_of(meeting)}:changed:{meeting.sequence}:chat:{chat.id}"
        subject = notice_subject_of(meeting) if meeting.cancelled_at is None else None
        postage = Postage(Lane.BULK, Priority.NEWS, stale_at=meeting.starts_at, key=key, subject=subject)
        letters.send(session, chat.id, message, now=now, postage=postage)


def _notice(reader: Reader, whole: Shown, since: datetime) -> Message:
    if whole.meeting.cancelled_at is not None:
        return cards.cancelled(reader, whole)
    return cards.moved(reader, whole, since)


def _polite_moment(attendee: Attendee, until: datetime, now: datetime) -> datetime:
    """At once when it is about the next hours, otherwise not in quiet hours."""
    waking = next_waking(now, ZoneInfo(attendee.person.zone))
    return waking if waking <= until - SHORT_NOTICE else now


def _completed(session: Session, person: Person, meeting: Meeting, network: Network, deed: str, now: datetime) -> None:
    revise(meeting, now)
    session.flush()
    audit.record(session, now=now, deed=deed, person_id=person.id, network_id=network.id, subject=subject_of(meeting))
    update_copies(session, meeting, network, now=now)
    update_reminders(session, meeting, network, now=now)


def _check_unchanged(session: Session, meeting: Meeting, sequence: int, now: datetime) -> None:
    lock(session, meeting)
    check_open(meeting, now)
    if meeting.sequence != sequence:
        raise MeetingChanged
