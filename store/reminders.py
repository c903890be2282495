"""Reminders: which are due, and which are planned."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import rows_straight
from store.frozen import frozen
from store.models import Meeting, Membership, Network, Person, Reminder, ReminderKind, ReminderState, Rsvp

NEXT_REMINDER = sa.select(sa.func.min(Reminder.due_at)).where(Reminder.state == ReminderState.WAITING)


@frozen
class Due:
    """A reminder and all that decides whether it is sent. No membership: the person has left."""

    reminder: Reminder
    meeting: Meeting
    network: Network
    person: Person
    membership: Membership | None
    rsvp: Rsvp | None


_DUE = (  # asked at every look of the clock: built once
    sa.select(Reminder, Meeting, Network, Person, Membership, Rsvp)
    .join(Meeting, Meeting.id == Reminder.meeting_id)
    .join(Network, Network.id == Meeting.network_id)
    .join(Person, Person.id == Reminder.person_id)
    .outerjoin(
        Membership,
        sa.and_(
            Membership.person_id == Person.id,
            Membership.network_id == Network.id,
            Membership.left_at.is_(None),
        ),
    )
    .outerjoin(Rsvp, sa.and_(Rsvp.meeting_id == Meeting.id, Rsvp.person_id == Person.id))
    .where(Reminder.state == ReminderState.WAITING, Reminder.due_at <= sa.bindparam("now"))
    .order_by(Reminder.due_at, Reminder.meeting_id, Reminder.id)
    .limit(sa.bindparam("limit"))
    .with_for_update(of=Reminder, skip_locked=True)
)


def reminders_due(session: Session, now: datetime, limit: int) -> list[Due]:
    """The waiting reminders whose moment has come, the oldest first and meeting by meeting.

    Taken, where several look at once, by one.
    """
    return [Due(*row) for row in rows_straight(session, _DUE, {"now": now, "limit": limit})]


def reminders_of(session: Session, meeting: Meeting, person_id: int) -> list[Reminder]:
    """All that was ever planned for a person and a meeting's present date."""
    found = sa.select(Reminder).where(Reminder.meeting_id == meeting.id, Reminder.person_id == person_id)
    return list(session.scalars(found))


def waiting_reminders_of(session: Session, person_id: int) -> list[tuple[Reminder, Meeting]]:
    """What still waits for a person, with its meeting."""
    found = (
        sa.select(Reminder, Meeting)
        .join(Meeting, Meeting.id == Reminder.meeting_id)
        .where(Reminder.person_id == person_id, Reminder.state == ReminderState.WAITING)
    )
    return [(reminder, meeting) for reminder, meeting in session.execute(found)]


def last_reminders_of(session: Session, person_id: int, now: datetime) -> list[tuple[Reminder, Meeting]]:
    """What a person has not been told yet of the hour before, of meetings that are to take place."""
    found = (
        sa.select(Reminder, Meeting)
        .join(Meeting, Meeting.id == Reminder.meeting_id)
        .where(
            Reminder.person_id == person_id,
            Reminder.kind == ReminderKind.HOUR_BEFORE,
            Reminder.state != ReminderState.DONE,
            Meeting.starts_at > now,
            Meeting.cancelled_at.is_(None),
        )
    )
    return [(reminder, meeting) for reminder, meeting in session.execute(found)]


def last_waiting_of(session: Session, meeting: Meeting) -> set[int]:
    """Who (person ids) has not been told yet of the hour before a meeting, and is to be; none is told meanwhile."""
    found = sa.select(Reminder.person_id).where(
        Reminder.meeting_id == meeting.id,
        Reminder.kind == ReminderKind.HOUR_BEFORE,
        Reminder.state == ReminderState.WAITING,
    )
    return set(session.scalars(found.order_by(Reminder.id).with_for_update()))


def forget_reminders(session: Session, meeting: Meeting) -> None:
    """The meeting's date is another one now: nothing of what was planned for it counts any more."""
    session.execute(
        sa.delete(Reminder).where(Reminder.meeting_id == meeting.id).execution_options(synchronize_session="fetch")
    )


def skip_reminders(session: Session, meeting: Meeting) -> None:
    """Nothing of what waits is sent."""
    session.execute(
        sa.update(Reminder)
        .where(Reminder.meeting_id == meeting.id, Reminder.state == ReminderState.WAITING)
        .values(state=ReminderState.SKIPPED)
        .execution_options(synchronize_session="fetch")
    )
