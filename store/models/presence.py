"""Who was there in a session, and what each person takes with them out of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row
from store.models.partial import index_of_some

OWN, NOTED = "noted_by IS NULL", "noted_by IS NOT NULL"


class Presence(Row):
    """Whether a city was in a session, with whom. No person: with whom is not known; one such row for each city.

    noted_by: who wrote it down in the name of the person or the city
    """

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
    """One sentence: what somebody takes with them out of a session. It is their city's, and outlives them.

    noted_by: who wrote it in the name of a city that is not theirs: one such for each city
    """

    __tablename__ = "takeaway"
    __table_args__ = (
        index_of_some("ix_takeaway_own", "meeting_id", "person_id", where=OWN, unique=True),
        index_of_some("ix_takeaway_noted", "meeting_id", "city_id", where=NOTED, unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    text: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2))
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
