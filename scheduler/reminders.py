"""Reminders of meetings that are due, and cards of meetings for the groups."""

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.cards import group_translator
from actions.guests.telling import reminder as guest_reminder
from actions.letters import Postage
from actions.meetings.attendance import Attendance, attendance_of, standing_answer
from actions.meetings.showing import (
    close_copies,
    eve_subject_of,
    hour_subject_of,
    linkless_subject_of,
    reader_of,
    shown,
    subject_of,
    watch_subject_of,
)
from actions.records.drafting import plan_record
from actions.reminders import INVITING, after_break, concerns, is_wanted, postponed, stale_at
from scheduler.tick import Tick
from store.chats import network_chats
from store.letters import NewLetter
from store.meetings import NEXT_CARD, Attendee, cards_due
from store.memberships import city_by_id, city_for_clock
from store.models import Answer, Kind, Lane, Meeting, Network, Priority, ReminderKind, ReminderState, Role
from store.moments import Earliest
from store.reminders import NEXT_REMINDER, Due, reminders_due
from texts.meetings import Reader, Shown, cards, watching
from texts.message import Message

REMINDERS_AT_ONCE = 100  # in one transaction, so that nobody who presses a key waits long for it
CARDS_AT_ONCE = 20
KINDS = {
    ReminderKind.WEEK_BEFORE: Kind.INVITATION,
    ReminderKind.NUDGE: Kind.NUDGE,
    ReminderKind.DAY_BEFORE: Kind.DAY_BEFORE,
    ReminderKind.HOUR_BEFORE: Kind.HOUR_BEFORE,
}


def enqueue(session: Session, now: datetime) -> int:
    """A page of cards for the groups first, then of everybody's own reminders."""
    return post_due_cards(session, now) + enqueue_due_reminders(session, now)


def post_due_cards(session: Session, now: datetime) -> int:
    """Posts each meeting's card once to every group of its network, and closes all of its cards when it begins."""
    due = cards_due(session, now, CARDS_AT_ONCE)
    for meeting, network in due:
        has_begun = meeting.starts_at <= now
        takes_place = meeting.cancelled_at is None and network.closed_at is None
        later = after_break(network, ZoneInfo(network.zone), meeting.starts_at, now)
        meeting.card_due_at = None if has_begun or not takes_place else later or meeting.starts_at
        if takes_place and has_begun:
            close_copies(session, meeting, network, now=now)
            plan_record(session, meeting, network)
        elif takes_place and not network.is_paused(now):
            _post_card(session, meeting, network, now)
    session.flush()
    return len(due)


def enqueue_due_reminders(session: Session, now: datetime) -> int:
    """Turns waiting reminders whose moment has come into letters, or skips them."""
    due = reminders_due(session, now, REMINDERS_AT_ONCE)
    tellers: dict[int, _Teller] = {}
    outgoing: list[NewLetter] = []
    for one in due:
        if one.meeting.id not in tellers:
            tellers[one.meeting.id] = _Teller(session, one.meeting, one.network, now)
        outgoing += _decide(one, tellers[one.meeting.id], now)
    letters.put_all(session, outgoing)
    session.flush()
    return len(due)


class _Teller:
    """A meeting as it is now, counted once for all who are reminded of it; who reads the same gets the same."""

    def __init__(self, session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
        self.session = session
        self._meeting = meeting
        self._network = network
        self._now = now
        self._messages: dict[tuple[ReminderKind, Reader], Message] = {}

    @cached_property
    def _attendance(self) -> Attendance:
        return attendance_of(self.session, self._meeting)

    @cached_property
    def _shown(self) -> Shown:
        return shown(self.session, self._meeting, self._network, self._attendance, self._now)

    def message(self, due: Due) -> Message:
        """What the reminder says."""
        of_network = city_by_id(self.session, due.membership.city_id if due.membership else None)
        city = city_for_clock(self.session, due.person, of_network)
        reader = reader_of(self.session, due.person, city, due.meeting, due.rsvp, coordinates=_coordinates(due))
        if due.reminder.kind is ReminderKind.NUDGE and self._is_watched(due):
            return watching.missing_answers(reader, self._shown, self._silent(due))
        same = (due.reminder.kind, reader)
        if same not in self._messages:
            self._messages[same] = _message(*same, self._shown)
        return self._messages[same]

    def subject(self, due: Due) -> str:
        """Invitations are edited when somebody answers; the practical ones only when the meeting itself changes."""
        match due.reminder.kind:
            case ReminderKind.NUDGE if self._is_watched(due):
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
        """Whether the moment concerns the person as a coordinator: of others something is missing, or the link."""
        if due.reminder.kind is ReminderKind.NUDGE:
            return not is_paused and self._is_watched(due)
        return due.reminder.kind is ReminderKind.DAY_BEFORE and _coordinates(due) and not due.meeting.link

    def _is_watched(self, due: Due) -> bool:
        """Whether there is somebody to talk to: others are silent, or it is not said who presents."""
        return _coordinates(due) and bool(self._silent(due) or self._shown.in_doubt)

    def _silent(self, due: Due) -> list[Attendee]:
        """Who has not answered, as far as it is the reader's to know."""
        return self._attendance.silent(besides=due.person.id) if _coordinates(due) else []


def _coordinates(due: Due) -> bool:
    return due.membership is not None and due.membership.role is Role.COORDINATOR


def _message(kind: ReminderKind, reader: Reader, whole: Shown) -> Message:
    match kind:
        case ReminderKind.WEEK_BEFORE:
            return cards.card(reader, whole)
        case ReminderKind.NUDGE:
            return cards.nudge(reader, whole)
        case ReminderKind.DAY_BEFORE if reader.answer is Answer.GOING:
            return cards.day_before(reader, whole)
        case ReminderKind.DAY_BEFORE:
            return watching.link_missing(reader, whole)
        case ReminderKind.HOUR_BEFORE:
            return cards.hour_before(reader, whole)


def _letters_to_guest(due: Due, session: Session, useless_at: datetime, now: datetime) -> list[NewLetter]:
    """Who comes to one session has no answer to give: nothing but what helps is planned for them."""
    told = guest_reminder(session, due.person, due.meeting, due.reminder.kind, now)
    if told is None or due.person.telegram_id is None:
        return []
    message, subject = told
    postage = _postage(due, subject, useless_at, now)
    return letters.new_messages(due.person.telegram_id, message, now=now, postage=postage)


def _decide(due: Due, teller: _Teller, now: datetime) -> list[NewLetter]:
    reminder, meeting = due.reminder, due.meeting
    useless_at = stale_at(reminder.kind, reminder.due_at, meeting.starts_at)
    if not _concerns(due, teller, now) or useless_at <= now:
        reminder.state = ReminderState.SKIPPED
        return []
    zone = ZoneInfo(due.person.zone)
    is_call = reminder.kind is ReminderKind.WEEK_BEFORE  # what would come after it is too much on the same morning
    after = after_break(due.network, zone, meeting.starts_at, now) if is_call else None
    later = after or postponed(reminder.kind, now, zone, meeting.starts_at)
    if later is not None:
        reminder.due_at = later
        return []
    reminder.state = ReminderState.DONE
    return _letters(due, teller, useless_at, now)


def _concerns(due: Due, teller: _Teller, now: datetime) -> bool:
    person = due.person
    is_there = due.membership is not None and person.telegram_id is not None and person.erased_at is None
    takes_place = due.meeting.cancelled_at is None and due.network.closed_at is None
    is_paused = person.is_paused(now)
    if not is_there or not takes_place:
        return False
    if _is_guest(due):
        return due.reminder.kind not in INVITING and is_wanted(due.reminder.kind, person)
    answer = standing_answer(due.meeting, due.rsvp)
    is_theirs = is_wanted(due.reminder.kind, person) and concerns(due.reminder.kind, answer, is_paused=is_paused)
    return is_theirs or teller.needs_coordinator(due, is_paused=is_paused)


def _letters(due: Due, teller: _Teller, useless_at: datetime, now: datetime) -> list[NewLetter]:
    if due.person.telegram_id is None:
        return []
    if _is_guest(due):
        return _letters_to_guest(due, teller.session, useless_at, now)
    postage = _postage(due, teller.subject(due), useless_at, now)
    return letters.new_messages(due.person.telegram_id, teller.message(due), now=now, postage=postage)


def _is_guest(due: Due) -> bool:
    return due.membership is not None and due.membership.role is Role.GUEST


def _postage(due: Due, subject: str, useless_at: datetime, now: datetime) -> Postage:
    return attention.postage(
        KINDS[due.reminder.kind],
        due.person,
        concerns=due.meeting.starts_at,
        stale_at=useless_at,
        key=f"meeting:{due.meeting.id}:{due.reminder.kind}:{due.meeting.sequence}:person:{due.person.id}",
        subject=subject,
        now=now,
    )


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


TICK = Tick("reminders", enqueue, Earliest(NEXT_REMINDER, NEXT_CARD))
