"""Drafts: forms that somebody is in the middle of."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Draft(Row):
    """One unfinished form of one person. Text goes to the one `awaiting`; the others can be gone on with."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "form"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    form: Mapped[str] = mapped_column(String(32))
    step: Mapped[str] = mapped_column(String(32))
    answers: Mapped[dict[str, Any]]
    awaiting: Mapped[bool]
    updated_at: Mapped[datetime] = mapped_column(index=True)
