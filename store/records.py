"""Queries of the records of sessions."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import Meeting, Network, Record, RecordSection, RecordVersion, Section

NEXT_DRAFT = sa.select(sa.func.min(Record.due_at))  # when one is to be drafted
NEXT_NOTE = sa.select(sa.func.min(Record.note_at))  # when the notes for superiors are to be written


def record_of(session: Session, meeting: Meeting) -> Record | None:
    """The meeting's, once it has one."""
    return session.scalar(sa.select(Record).where(Record.meeting_id == meeting.id))


def unpublished(session: Session, network_ids: Collection[int], before: datetime) -> list[tuple[Meeting, Network]]:
    """The sessions before then that have a record which nobody has published, in networks that are open: the last one
    first.
    """
    found = (
        sa.select(Meeting, Network)
        .join(Record, Record.meeting_id == Meeting.id)
        .join(Network, Network.id == Meeting.network_id)
        .where(
            Meeting.network_id.in_(network_ids),
            Meeting.starts_at <= before,
            Meeting.cancelled_at.is_(None),
            Network.closed_at.is_(None),
            Record.version == 0,
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(meeting, network) for meeting, network in session.execute(found)]


def begin_record(session: Session, meeting: Meeting, due_at: datetime | None) -> None:
    """The meeting has one from now on. Harmless when it has."""
    values: dict[str, Any] = {"meeting_id": meeting.id, "due_at": due_at, "sequence": 0, "version": 0}
    insert_new(session, Record, values, unique=["meeting_id"])


def sections_of(session: Session, record: Record) -> dict[Section, RecordSection]:
    """What was changed by hand."""
    found = sa.select(RecordSection).where(RecordSection.record_id == record.id)
    return {section.section: section for section in session.scalars(found)}


def version_of(session: Session, record: Record) -> RecordVersion | None:
    """What was published last."""
    return session.get(RecordVersion, (record.id, record.version)) if record.version else None


def drafts_due(session: Session, now: datetime, limit: int) -> list[tuple[Record, Meeting, Network]]:
    """Records whose draft is due; taken, where several look at once, by one."""
    return _due(session, Record.due_at, now, limit)


def notes_due(session: Session, now: datetime, limit: int) -> list[tuple[Record, Meeting, Network]]:
    """Records whose notes are due."""
    return _due(session, Record.note_at, now, limit)


def _due(session: Session, column: Any, now: datetime, limit: int) -> list[tuple[Record, Meeting, Network]]:
    found = (
        sa.select(Record, Meeting, Network)
        .join(Meeting, Meeting.id == Record.meeting_id)
        .join(Network, Network.id == Meeting.network_id)
        .where(column <= now)
        .order_by(column, Record.id)
        .limit(limit)
        .with_for_update(of=Record, skip_locked=True)
    )
    return [(record, meeting, network) for record, meeting, network in session.execute(found)]
