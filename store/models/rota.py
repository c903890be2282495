"""The rota of cases: in which session of a network each city presents its case, what it asks there, and swaps."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Rota(Row):
    """The one of a network. Only those who coordinate see it until it is published.

    sequence: grows with every change of a turn, so that keys that were shown before it change nothing
    """

    __tablename__ = "rota"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # who drew it up
    drawn_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]  # by hand, after it was drawn up
    published_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)


class RotaTurn(Row):
    """A city presents in a session. It belongs to the session: it moves with its date, and waits when it is cancelled.

    A city without a turn has no row.
    """

    __tablename__ = "rota_turn"

    rota_id: Mapped[int] = mapped_column(ForeignKey("rota.id"), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)


class SwapOutcome(StrEnum):
    """`unanswered`: its time was over; `overtaken`: a turn or a session changed, so that there was nothing to swap."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"
    OVERTAKEN = "overtaken"


class TurnSwap(Row):
    """A city asks another one to swap turns: each its turn as it was then. One at a time is open of those a city asks.

    noted_by: who asks in the name of a city that is not theirs
    sequence, other_sequence: of the two sessions; with another date of one of them it is another question
    due_at: when it ends without an answer; None: it is over
    """

    __tablename__ = "turn_swap"

    id: Mapped[int] = mapped_column(primary_key=True)
    rota_id: Mapped[int] = mapped_column(ForeignKey("rota.id"), index=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    sequence: Mapped[int]
    other_city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    other_meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    other_sequence: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # who asks, for the city
    asked_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    outcome: Mapped[SwapOutcome | None] = mapped_column(choice(SwapOutcome))
    ended_at: Mapped[datetime | None]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Briefing(Row):
    """When the people of a city are told how a case runs, and asked for their questions: once, whatever becomes of its
    turn after that.
    """

    __tablename__ = "briefing"

    rota_id: Mapped[int] = mapped_column(ForeignKey("rota.id"), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]


class CaseQuestion(Row):
    """What a presenting city asks the others: up to three, in their order. They are the city's, whoever wrote them.

    noted_by: who wrote them in the name of a city that is not theirs
    """

    __tablename__ = "case_question"

    rota_id: Mapped[int] = mapped_column(ForeignKey("rota.id"), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2))
    written_at: Mapped[datetime]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
