"""What cities offer each other in a session."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Arrival(StrEnum):
    """What the city says for which it was."""

    ARRIVED = "arrived"
    NOT_YET = "not_yet"


class Offer(Row):
    """A city gives another one something, perhaps by a day. It is the city's, and outlives its author.

    city_id: who gives; for_city_id: who receives
    person_id: who wrote it; noted_by: the same, when it was in the name of a city that is not theirs
    told_at: when the people of the city that receives it were told
    check_at: when they are to be asked whether it has arrived; None: that has been done
    arrived: what they said, and arrived_at when
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
    due_on: Mapped[date | None] = mapped_column(Date)
    offered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    check_at: Mapped[datetime | None] = mapped_column(index=True)
    arrived: Mapped[Arrival | None] = mapped_column(choice(Arrival))
    arrived_at: Mapped[datetime | None]
