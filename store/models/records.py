"""The record of a session: drafted from what was collected, approved by a human, published in versions."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Section(StrEnum):
    """The parts of a record, in their order."""

    PRESENT = "present"
    CASES = "cases"
    GUESTS = "guests"
    OFFERS = "offers"
    TAKEAWAYS = "takeaways"
    COMMITMENTS = "commitments"
    DECISIONS = "decisions"
    NEXT = "next"
    RECORDING = "recording"


class Record(Row):
    """That of a meeting. It has no words of its own: they are collected, edited in sections, and frozen in versions.

    due_at: when those who approve it are to get its draft; None: they have
    sequence: grows with every change, so that keys that were shown before it change nothing
    version: the last that was published; 0: none
    note_at: when the note for superiors is due; None: not yet, or it has been written
    """

    __tablename__ = "record"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]
    note_at: Mapped[datetime | None] = mapped_column(index=True)


class RecordSection(Row):
    """A section that somebody has changed by hand. Without `text` it is what has been collected.

    version: the one that was published last when it was changed; only what is newer than that is still to be published
    """

    __tablename__ = "record_section"

    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    section: Mapped[Section] = mapped_column(choice(Section), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2))
    is_left_out: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=0)


class RecordVersion(Row):
    """A record as it was published: its parts in their order, of which texts/records tells the shape."""

    __tablename__ = "record_version"

    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    content: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
