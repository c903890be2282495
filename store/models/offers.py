"""What cities offer each other in a session."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Offer(Row):
    """One city gives another something, perhaps until a day.

    person_id: who wrote it; noted_by: the coordinator who did so in the city's name
    """

    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    for_city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    due_on: Mapped[date | None]
    offered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
