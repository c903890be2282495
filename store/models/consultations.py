"""Consultations: which fields the members of the programme wish for, what they need and what they can offer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class FieldLevel(StrEnum):
    """How far along a member says it is in a field."""

    STARTING = "starting"
    UNDERWAY = "underway"
    CONSOLIDATED = "consolidated"


class Consultation(Row):
    """One round of asking all members."""

    __tablename__ = "consultation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ConsultationField(Row):
    """A field of urban strategy that members are asked about. position: as in the questionnaire, from 1."""

    __tablename__ = "consultation_field"
    __table_args__ = (UniqueConstraint("consultation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    name: Mapped[str] = mapped_column(String(128))
    position: Mapped[int]


class ConsultationMember(Row):
    """A member that is asked: a city or another entity, never a person. It need not be a city of the programme yet.

    hours: that suit it, as `13-17;19-20` in UTC; empty: it has not said
    """

    __tablename__ = "consultation_member"
    __table_args__ = (UniqueConstraint("consultation_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    slug: Mapped[str] = mapped_column(String(64))
    country: Mapped[str] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(64))
    first_time: Mapped[bool]
    hours: Mapped[str] = mapped_column(String(128))


class ConsultationAnswer(Row):
    """What a member says of a field. rank: 1 is its best wish, None is no wish; need and offer from 0 to 3."""

    __tablename__ = "consultation_answer"
    __table_args__ = (CheckConstraint("need BETWEEN 0 AND 3 AND offer BETWEEN 0 AND 3", name="measures"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("consultation_member.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("consultation_field.id"), primary_key=True, index=True)
    rank: Mapped[int | None]
    need: Mapped[int]
    offer: Mapped[int]
    level: Mapped[FieldLevel | None] = mapped_column(choice(FieldLevel))
