"""Everybody whom a change of a meeting concerns hears of it once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.agenda.following import follow_agenda
from actions.cards import group_translator
from actions.date_polls.ending import follow_addition, follow_meeting
from actions.guests.telling import follow_change as follow_change_for_guests
from actions.letters import Postage
from actions.letters.copies import edit_copies
from actions.meetings.attendance import Attendance, attendance_of
from actions.meetings.settling import follow_next
from actions.meetings.showing import (
    noted_key,
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
from actions.reminders import plan_reminders_for_meeting
from actions.rota.following import follow_rota
from store.chats import network_chats
from store.meetings import Attendee
from store.models import Answer, Kind, Lane, Meeting, Network, Person, Priority
from texts.meetings import Reader, Shown, cards
from texts.message import Message


def follow_change(session: Session, network: Network, meeting: Meeting, *, since: datetime, now: datetime) -> None:
    """After a new date, its end or its return: what is unsent is taken back, reminders planned anew, people told.

    `since`: when it was to start.
    """
    letters.withdraw(session, f"{subject_of(meeting)}:")
    plan_reminders_for_meeting(session, meeting, now=now)
    plan_prompts(session, network, now=now)
    follow_change_for_guests(session, network, meeting, since=since, now=now)
    follow_meeting(session, network, meeting, now=now)
    follow_rota(session, network, now=now)
    if since <= now:
        return
    attendance = attendance_of(session, meeting)
    _overtake(session, meeting, network, attendance, notice_subject_of(meeting), now)
    _tell_groups(session, network, meeting, attendance, since, now)
    update_copies(session, meeting, network, now=now)
    _tell_those_who_come(session, network, meeting, attendance, since, now)
    update_pages(session, meeting, network, now=now)
    follow_agenda(session, meeting, network, now=now)
    update_reminders(session, meeting, network, now=now)
    _overtake(session, meeting, network, attendance, watch_subject_of(meeting), now)
    follow_next(session, network, meeting, since=since, now=now)


def tell_of_new(session: Session, by: Person, network: Network, meeting: Meeting, now: datetime) -> None:
    """There is one more: in private as its invitation, to be answered at once, and as a notice in the groups."""
    follow_addition(session, network, meeting, now=now)
    attendance = attendance_of(session, meeting)
    whole = shown(session, meeting, network, attendance, now)
    for attendee in attendance.silent(besides=by.id):
        if attendee.person.telegram_id is None or not hears_news(attendee.person, now):
            continue
        postage = _postage_of_change(meeting, attendee, subject_of(meeting), meeting.starts_at, now)
        letters.send(
            session,
            attendee.person.telegram_id,
            cards.card_of_new(reader_of_attendee(session, attendee, meeting), whole),
            now=now,
            postage=postage,
        )
    for chat in network_chats(session, network.id):
        message = cards.added(Reader(group_translator(chat, network), is_group=True), whole)
        letters.send(session, chat.id, message, now=now, postage=_postage_to_group(meeting, chat.id))
    follow_next(session, network, meeting, since=meeting.starts_at, now=now)


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

    edit_copies(session, subject, render, now=now, of_network=network.id)


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


def tell_the_silent(
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
        if attendee.person.telegram_id is None or not hears_news(attendee.person, now):
            continue
        postage = _postage_of_change(meeting, attendee, notice_subject_of(meeting), since, now)
        message = _notice(reader_of_attendee(session, attendee, meeting), whole, since)
        letters.send(session, attendee.person.telegram_id, message, now=now, postage=postage)


def tell_noted(session: Session, network: Network, attendance: Attendance, attendee: Attendee, now: datetime) -> None:
    """In whose name an answer was noted learns of it, and can change it where it stands. Of several only the last."""
    meeting, person = attendance.meeting, attendee.person
    letters.withdraw(session, noted_key(meeting, person))
    if person.telegram_id is None:
        return
    postage = attention.postage(
        Kind.ANSWER_NOTED,
        person,
        concerns=meeting.starts_at,
        stale_at=meeting.starts_at,
        key=f"{noted_key(meeting, person)}{now.isoformat()}",
        subject=subject_of(meeting),
        now=now,
    )
    whole = shown(session, meeting, network, attendance, now)
    card = cards.card(reader_of_attendee(session, attendee, meeting), whole)
    letters.send(session, person.telegram_id, card, now=now, postage=postage)


def hears_news(person: Person, now: datetime) -> bool:
    """Whether who has not answered is told in private: with Telegram, and on no break."""
    return person.telegram_id is not None and not person.is_paused(now)


def _postage_of_change(meeting: Meeting, attendee: Attendee, subject: str, since: datetime, now: datetime) -> Postage:
    """One letter to a person about each date, in their waking hours unless the session comes first."""
    return attention.postage(
        Kind.SESSION_CHANGED,
        attendee.person,
        concerns=min(since, meeting.starts_at),
        stale_at=meeting.starts_at,
        key=f"{subject_of(meeting)}:changed:{meeting.sequence}:person:{attendee.person.id}",
        subject=subject,
        now=now,
    )


def _tell_groups(
    session: Session, network: Network, meeting: Meeting, attendance: Attendance, since: datetime, now: datetime
) -> None:
    whole = shown(session, meeting, network, attendance, now)
    for chat in network_chats(session, network.id):
        reader = Reader(group_translator(chat, network), is_group=True)
        message = _notice(reader, whole, since)
        letters.send(session, chat.id, message, now=now, postage=_postage_to_group(meeting, chat.id))


def _postage_to_group(meeting: Meeting, chat_id: int) -> Postage:
    key = f"{subject_of(meeting)}:changed:{meeting.sequence}:chat:{chat_id}"
    subject = notice_subject_of(meeting) if meeting.cancelled_at is None else None
    return Postage(Lane.BULK, Priority.NEWS, stale_at=meeting.starts_at, key=key, subject=subject)


def _notice(reader: Reader, whole: Shown, since: datetime) -> Message:
    if whole.meeting.cancelled_at is not None:
        return cards.cancelled(reader, whole)
    return cards.moved(reader, whole, since)
