"""What the coordination has noted in the name of a city, as long as its people have not made it their own."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class NotedKind(StrEnum):
    """What was noted, and of what table `about_id` is."""

    CHALLENGE = "challenge"
    OUTCOME = "outcome"  # of a challenge
    EXPERIENCE = "experience"
    SOLUTION = "solution"
    ANSWER = "answer"  # to a prompt
    DATES = "dates"  # of a poll
    QUESTIONS = "questions"  # of a rota
    SWAP = "swap"  # a question to another city
    TAKEAWAY = "takeaway"  # out of a meeting
    HELPS = "helps"  # of a membership
    COMMITMENT = "commitment"
    OFFER = "offer"
    ADOPTION = "adoption"


class Noting(Row):
    """One thing that was noted for a city: its people find it here, and their digests tell of it.

    The rows of the thing itself say who noted it (`noted_by`); this one goes when the city makes it its own.
    """

    __tablename__ = "noting"
    __table_args__ = (
        UniqueConstraint("kind", "about_id", "city_id"),
        Index("ix_noting_network_id_noted_at", "network_id", "noted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), index=True)
    kind: Mapped[NotedKind] = mapped_column(choice(NotedKind))
    about_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # who noted it
    noted_at: Mapped[datetime]
