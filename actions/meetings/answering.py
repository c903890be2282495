"""Answers to the invitation to a meeting."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from actions.meetings.refusals import MeetingCancelled, MeetingOver, MeetingStarted
from actions.meetings.showing import noted_key, update_copies
from actions.refusals import NetworkClosed
from store.locking import lock
from store.meetings import rsvp_of, save_answer
from store.models import Answer, Meeting, Network, Person


def do_answer(
    session: Session,
    person: Person,
    meeting: Meeting,
    network: Network,
    answer: Answer,
    *,
    now: datetime,
    pressed: tuple[int, int] | None = None,
) -> bool:
    """Keeps the answer and shows the new numbers everywhere; False when it was the same already.

    `pressed` is the copy of the card that the caller edits itself.
    """
    lock(session, meeting)  # before the answer is looked at: a coordinator may note one at this moment
    check_answerable(meeting, network, now)
    before = rsvp_of(session, meeting, person)
    is_noted = before is not None and before.noted_by is not None
    if before is not None and not is_noted and (before.answer, before.sequence) == (answer, meeting.sequence):
        return False
    if is_noted:  # who says it in person need not be told any more
        letters.withdraw(session, noted_key(meeting, person))
    save_answer(session, meeting, person, answer, now)
    update_copies(session, meeting, network, now=now, pressed=pressed)
    return True


def check_answerable(meeting: Meeting, network: Network, now: datetime) -> None:
    """Refuses answers that come too late, and those to a network that has ended."""
    check_open(meeting, now)
    if network.closed_at is not None:
        raise NetworkClosed


def check_open(meeting: Meeting, now: datetime) -> None:
    """Refuses what comes too late."""
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    if meeting.starts_at + timedelta(minutes=meeting.minutes) <= now:
        raise MeetingOver
    if meeting.starts_at <= now:
        raise MeetingStarted
