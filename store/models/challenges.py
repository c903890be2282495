"""Challenges and the solutions that other cities offer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice
from store.models.partial import index_of_some


class Visibility(StrEnum):
    """Who sees a record."""

    COORDINATORS = "coordinators"
    NETWORK = "network"


class Outcome(StrEnum):
    """What the asker says of a challenge."""

    SOLVED = "solved"
    PARTLY = "partly"
    OPEN = "open"


class Challenge(Row):
    """A problem that a city shares with its network. It belongs to the city and outlives its author.

    person_id: who wrote it; noted_by: the same, when it was in the name of a city that is not theirs
    outcome_noted_by: who noted in the city's name how it stands
    check_at: when who asked is to be asked how it stands; None: they are not, or no more
    checks: how often they were; as often as anybody is, once it has been said
    ask_at: when it is put to the likeliest of other cities; asked_at: when they were last looked for
    """

    __tablename__ = "challenge"
    __table_args__ = (
        Index("ix_challenge_network_id_published_at", "network_id", "published_at"),
        Index("ix_challenge_network_id_outcome_at", "network_id", "outcome_at"),
        index_of_some("ix_challenge_check_at", "check_at", where="check_at IS NOT NULL"),
        index_of_some("ix_challenge_ask_at", "ask_at", where="ask_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    problem: Mapped[str] = mapped_column(Text)
    tried: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility))
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome), default=Outcome.OPEN)
    outcome_at: Mapped[datetime | None]
    published_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome_noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    check_at: Mapped[datetime | None]
    checks: Mapped[int] = mapped_column(default=0)
    ask_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]


class Solution(Row):
    """An answer to a challenge. `chat_id` and `message_id` name the reply in a group that it came from.

    noted_by: who wrote it in the name of a city that is not theirs
    marked_at: when its asker last said how the challenge stands thanks to it
    agreed_at: since when its author agrees that it is read wherever the challenge is; None: it stays in its network
    helped_at: when it was said that it helped; None: it was not, or no more
    experience_id: what it was drawn from
    """

    __tablename__ = "solution"
    __table_args__ = (
        UniqueConstraint("chat_id", "message_id"),
        Index("ix_solution_challenge_id_published_at", "challenge_id", "published_at"),
        index_of_some("ix_solution_experience_id", "experience_id", where="experience_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    message_id: Mapped[int | None]
    published_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    marked_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    helped_at: Mapped[datetime | None]
    experience_id: Mapped[int | None] = mapped_column(ForeignKey("experience.id"))
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CoAuthor(Row):
    """Somebody who answered together with the author; they may word it, too, and take themselves off.

    city_id: for which they took part then, which stays when they are gone
    """

    __tablename__ = "co_author"

    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    added_at: Mapped[datetime]
