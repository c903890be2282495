"""Sheets: what a challenge or an experience grows by after its first minute, what it was before, and summaries."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Sheet(Row):
    """That of one record: of a challenge, or of an experience.

    sequence: grows with every change of the record's words, so that keys from before it change nothing
    asked: how often the bot has come back for what is missing; ask_at: when it does next; None: no more
    asked_field: what the last question was about
    """

    __tablename__ = "sheet"
    __table_args__ = (CheckConstraint("(challenge_id IS NULL) <> (experience_id IS NULL)", name="one_record"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenge.id"), unique=True)
    experience_id: Mapped[int | None] = mapped_column(ForeignKey("experience.id"), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    asked_field: Mapped[str] = mapped_column(String(24), default="")
    ask_at: Mapped[datetime | None] = mapped_column(index=True)


class SheetValue(Row):
    """One field that is filled in, in the shape of its kind (`texts/sheets/fields`): a further field is no revision.

    person_id: who filled it in; language: of what they typed
    """

    __tablename__ = "sheet_value"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[dict[str, Any]]
    language: Mapped[str] = mapped_column(String(2))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    changed_at: Mapped[datetime]


class SheetVersion(Row):
    """What a field, a part or a summary of a record said until `changed_at`, when `person_id` changed it.

    author_id: who had written it, where that is known
    """

    __tablename__ = "sheet_version"
    __table_args__ = (Index("ix_sheet_version_sheet_id_id", "sheet_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    field: Mapped[str] = mapped_column(String(24))
    value: Mapped[dict[str, Any]]
    language: Mapped[str] = mapped_column(String(2))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    changed_at: Mapped[datetime]


class SheetSummary(Row):
    """A record in few words in another language, by a person: never by a machine. city_id: for which they wrote."""

    __tablename__ = "sheet_summary"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    written_at: Mapped[datetime]
