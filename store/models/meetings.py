"""Meetings, answers to their invitations, and the reminders that are due."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Answer(StrEnum):
    """An answer to an invitation."""

    GOING = "going"
    MAYBE = "maybe"
    CANNOT = "cannot"


class ReminderKind(StrEnum):
    """D-7, D-3, D-1 and H-1."""

    WEEK_BEFORE = "week"
    NUDGE = "nudge"
    DAY_BEFORE = "day"
    HOUR_BEFORE = "hour"


class ReminderState(StrEnum):
    """`done` has become a letter, `skipped` did not concern the person at its moment."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"


def _new_uid() -> str:
    """Random: it goes into files that leave the installation, and tells nothing of it."""
    return str(uuid4())


class Meeting(Row):
    """One occurrence of a network's series. `recurrence_at`: the start by the rule (RFC 5545 RECURRENCE-ID).

    One that a coordinator added stands beside the rule: `added_at`, and that moment or the next free one in place of a
    start.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("network_id", "recurrence_at"),
        Index("ix_meeting_network_id_starts_at", "network_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    number: Mapped[int]
    recurrence_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    topic: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    recording: Mapped[str] = mapped_column(String(500), default="")
    sequence: Mapped[int] = mapped_column(default=0)  # grows with every date, and with its end
    uid: Mapped[str] = mapped_column(String(36), default=_new_uid, unique=True, index=True)  # RFC 5545 UID, for ever
    revision: Mapped[int] = mapped_column(default=0)  # RFC 5545 SEQUENCE: grows with all that calendars show
    revised_at: Mapped[datetime | None]  # None: nothing has changed since it was planned
    cancelled_at: Mapped[datetime | None]
    added_at: Mapped[datetime | None]
    restored_at: Mapped[datetime | None]  # put back after it had been cancelled, and not moved since
    card_due_at: Mapped[datetime | None] = mapped_column(
        index=True
    )  # when its card is posted in the groups, then when it begins


class Rsvp(Row):
    """What a person answered. A moved meeting keeps it; `sequence` tells which date was answered."""

    __tablename__ = "rsvp"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    answer: Mapped[Answer] = mapped_column(choice(Answer))
    sequence: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # the coordinator who was told of it


class Reminder(Row):
    """One reminder for one person. Its text is decided when it is due; a moved meeting gets new rows."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id", "kind"),
        # Meeting by meeting, so that all who are reminded of one share what is told of it.
        Index("ix_reminder_state_due_at_meeting_id", "state", "due_at", "meeting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ReminderKind] = mapped_column(choice(ReminderKind))
    due_at: Mapped[datetime]
    state: Mapped[ReminderState] = mapped_column(choice(ReminderState), default=ReminderState.WAITING)
