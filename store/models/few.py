"""Whom a challenge is put to, and what each of them said."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class AskState(StrEnum):
    """What somebody did who was asked: nothing yet, answered, named somebody else, or said that it is not theirs."""

    WAITING = "waiting"
    ANSWERED = "answered"
    SUGGESTED = "suggested"
    DECLINED = "declined"


class AskReason(StrEnum):
    """Why somebody is asked: what they offer, what they or their city have shared, or somebody thought of them."""

    OFFER = "offer"
    SOLUTION = "solution"
    EXPERIENCE = "experience"
    CHALLENGE = "challenge"
    ADOPTION = "adoption"
    SUGGESTED = "suggested"


class Asking(Row):
    """Somebody of another city is asked about a challenge; once each.

    city_id: for which they take part
    because: the words of what they offer, or what the record is called that they are asked for
    suggested_by: who thought of them; instead_of: the asking that was declined, in whose place this one is
    told_at: when they last said what `state` is
    """

    __tablename__ = "asking"
    __table_args__ = (
        UniqueConstraint("challenge_id", "person_id"),
        Index("ix_asking_person_id_asked_at", "person_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    reason: Mapped[AskReason] = mapped_column(choice(AskReason))
    because: Mapped[str] = mapped_column(String(200), default="")
    suggested_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    instead_of: Mapped[int | None] = mapped_column(ForeignKey("asking.id"))
    state: Mapped[AskState] = mapped_column(choice(AskState), default=AskState.WAITING)
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class HelpTerm(Row):
    """A stem or a concept of something that a member can help with: found by it, as records are in `search_entry`."""

    __tablename__ = "help_term"
    __table_args__ = (Index("ix_help_term_help_id", "help_id"),)

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    term: Mapped[str] = mapped_column(String(64), primary_key=True)
    help_id: Mapped[int] = mapped_column(ForeignKey("help.id"), primary_key=True)
