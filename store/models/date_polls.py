"""Polls about the date of a session: which dates are asked about, and what people answered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Availability(StrEnum):
    """An answer to one date."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


class PollEnding(StrEnum):
    """`chosen`: the session is on one of the dates; `dropped`: none was wanted; `overtaken`: it changed otherwise."""

    CHOSEN = "chosen"
    DROPPED = "dropped"
    OVERTAKEN = "overtaken"


class DatePoll(Row):
    """Asked of a network about a session that is to be moved; about one to be added while it has no `meeting_id`.

    closes_at: from when on nothing is answered; the choice is made before or after
    due_at: when the silent are reminded, then when it closes, then when nothing is left to be chosen; None: it is over
    """

    __tablename__ = "date_poll"
    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # who asks
    asked_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    ending: Mapped[PollEnding | None] = mapped_column(choice(PollEnding))
    ended_at: Mapped[datetime | None]


class DatePollOption(Row):
    """One of the dates."""

    __tablename__ = "date_poll_option"
    __table_args__ = (UniqueConstraint("poll_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id"))
    starts_at: Mapped[datetime]


class DatePollAnswer(Row):
    """What a person answered to a date, as it stands now."""

    __tablename__ = "date_poll_answer"

    option_id: Mapped[int] = mapped_column(ForeignKey("date_poll_option.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    availability: Mapped[Availability] = mapped_column(choice(Availability))
    answered_at: Mapped[datetime]


class DatePollNoted(Row):
    """What the coordination noted for a city about a date: it counts for the city until one of its people answers."""

    __tablename__ = "date_poll_noted"

    option_id: Mapped[int] = mapped_column(ForeignKey("date_poll_option.id"), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True)
    availability: Mapped[Availability] = mapped_column(choice(Availability))
    noted_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    noted_at: Mapped[datetime]
