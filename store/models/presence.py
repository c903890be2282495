"""Who was in a session, and what they take from it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Presence(Row):
    """Somebody was in a session, or was not. Without a person: the city was there, with whom is not known."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    was_there: Mapped[bool]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    told_at: Mapped[datetime]


class Takeaway(Row):
    """What somebody takes from a session, in one sentence."""

    __tablename__ = "takeaway"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    text: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2))
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
