"""Reminders of meetings that are due, and cards of meetings for the groups."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import letters
from actions.cards import group_translator
from actions.letters import Postage
from actions.meetings.attendance import Attendance, attendance_of, standing_answer
from actions.meetings.showing import (
    city_for_clock,
    close_copies,
    eve_subject_of,
    hour_subject_of,
    linkless_subject_of,
    reader_of,
    shown,
    subject_of,
    watch_subject_of,
)
from actions.reminders import concerns, postponed, stale_at
from scheduler.tick import Tick
from store.chats import network_chats
from store.meetings import Attendee, cards_due, next_card_due
from store.memberships import city_by_id
from store.models import Answer, Lane, Meeting, Network, Priority, ReminderKind, ReminderState, Role
from store.reminders import Due, next_reminder_due, reminders_due
from texts.meetings import Reader, Shown, cards, watching
from texts.message import Message

AT_ONCE = 500


def enqueue(session: Session, now: datetime) -> int:
    """Cards for the groups first, then everybody's own reminders."""
    return post_due_cards(session, now) + enqueue_due_reminders(session, now)


def post_due_cards(session: Session, now: datetime) -> int:
    """Posts each meeting's card once to every group of its network, and closes all of its cards when it begins."""
    due = cards_due(session, now)
    for meeting, network in due:
        has_begun = meeting.starts_at <= now
        takes_place = meeting.cancelled_at is None and network.closed_at is None
        meeting.card_due_at = None if has_begun or not takes_place else meeting.starts_at
        if takes_place and has_begun:
            close_copies(session, meeting, network, now=now)
        elif takes_place:
            _post_card(session, meeting, network, now)
    session.flush()
    return len(due)


def enqueue_due_reminders(session: Session, now: datetime) -> int:
    """Turns each waiting reminder whose moment has come into a letter, or skips it."""
    due = reminders_due(session, now, AT_ONCE)
    tellers: dict[int, _Teller] = {}
    for one in due:
        teller = tellers.get(one.meeting.id)
        if teller is None:
            teller = tellers[one.meeting.id] = _Teller(session, one.meeting, one.network, now)
        _decide(session, one, teller, now)
    session.flush()
    return len(due)


def next_due(session: Session) -> datetime | None:
    """The next reminder or card."""
    moments = [moment for moment in (next_reminder_due(session), next_card_due(session)) if moment is not None]
    return min(moments, default=None)


class _Teller:
    """A meeting as it is now, counted once for all who are reminded of it."""

    def __init__(self, session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
        self._session = session
        self._attendance: Attendance = attendance_of(session, meeting)
        self._shown: Shown = shown(session, meeting, network, self._attendance, now)

    def message(self, due: Due) -> Message:
        """What the reminder says."""
        city = city_by_id(self._session, due.membership.city_id if due.membership else None)
        city = city_for_clock(self._session, due.person, city)
        reader = reader_of(due.person, city, due.meeting, due.rsvp, coordinates=_coordinates(due))
        match due.reminder.kind:
            case ReminderKind.WEEK_BEFORE:
                return cards.card(reader, self._shown)
            case ReminderKind.NUDGE:
                silent = self._silent(due)
                return (
                    watching.missing_answers(reader, self._shown, silent)
                    if silent
                    else cards.nudge(reader, self._shown)
                )
            case ReminderKind.DAY_BEFORE if reader.answer is Answer.GOING:
                return cards.day_before(reader, self._shown)
            case ReminderKind.DAY_BEFORE:
                return watching.link_missing(reader, self._shown)
            case ReminderKind.HOUR_BEFORE:
                return cards.hour_before(reader, self._shown)

    def subject(self, due: Due) -> str:
        """Invitations are edited when somebody answers; the practical ones only when the meeting itself changes."""
        match due.reminder.kind:
            case ReminderKind.NUDGE if self._silent(due):
                return watch_subject_of(due.meeting)
            case ReminderKind.DAY_BEFORE if standing_answer(due.meeting, due.rsvp) is Answer.GOING:
                return eve_subject_of(due.meeting)
            case ReminderKind.DAY_BEFORE:
                return linkless_subject_of(due.meeting)
            case ReminderKind.HOUR_BEFORE:
                return hour_subject_of(due.meeting)
            case _:
                return subject_of(due.meeting)

    def needs_coordinator(self, due: Due, *, is_paused: bool) -> bool:
        """Whether the moment concerns the person as a coordinator: others are silent, or the call has no link."""
        if due.reminder.kind is ReminderKind.NUDGE:
            return not is_paused and bool(self._silent(due))
        return due.reminder.kind is ReminderKind.DAY_BEFORE and _coordinates(due) and not due.meeting.link

    def _silent(self, due: Due) -> list[Attendee]:
        """Who has not answered, as far as it is the reader's to know."""
        return self._attendance.silent(besides=due.person.id) if _coordinates(due) else []


def _coordinates(due: Due) -> bool:
    return due.membership is not None and due.membership.role is Role.COORDINATOR


def _decide(session: Session, due: Due, teller: _Teller, now: datetime) -> None:
    reminder, meeting = due.reminder, due.meeting
    useless_at = stale_at(reminder.kind, reminder.due_at, meeting.starts_at)
    if not _concerns(due, teller, now) or useless_at <= now:
        reminder.state = ReminderState.SKIPPED
        return
    later = postponed(reminder.kind, now, ZoneInfo(due.person.zone), meeting.starts_at)
    if later is not None:
        reminder.due_at = later
        return
    reminder.state = ReminderState.DONE
    _send(session, due, teller, useless_at, now)


def _concerns(due: Due, teller: _Teller, now: datetime) -> bool:
    person = due.person
    is_there = due.membership is not None and person.telegram_id is not None and person.erased_at is None
    takes_place = due.meeting.cancelled_at is None and due.network.closed_at is None
    is_paused = person.paused_until is not None and person.paused_until > now
    if not is_there or not takes_place:
        return False
    answer = standing_answer(due.meeting, due.rsvp)
    return concerns(due.reminder.kind, answer, is_paused=is_paused) or teller.needs_coordinator(
        due, is_paused=is_paused
    )


def _send(session: Session, due: Due, teller: _Teller, useless_at: datetime, now: datetime) -> None:
    if due.person.telegram_id is None:
        return
    postage = Postage(
        lane=Lane.BULK,
        priority=Priority.REMINDER,
        stale_at=useless_at,
        key=f"meeting:{due.meeting.id}:{due.reminder.kind}:{due.meeting.sequence}:person:{due.person.id}",
        subject=teller.subject(due),
    )
    letters.send(session, due.person.telegram_id, teller.message(due), now=now, postage=postage)


def _post_card(session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
    whole = shown(session, meeting, network, attendance_of(session, meeting), now)
    for chat in network_chats(session, network.id):
        reader = Reader(group_translator(chat, network), is_group=True)
        postage = Postage(
            lane=Lane.BULK,
            priority=Priority.NEWS,
            stale_at=meeting.starts_at,
            key=f"{subject_of(meeting)}:card:{meeting.sequence}:chat:{chat.id}",
            subject=subject_of(meeting),
        )
        letters.send(session, chat.id, cards.card(reader, whole), now=now, postage=postage)


TICK = Tick("reminders", enqueue, next_due)
