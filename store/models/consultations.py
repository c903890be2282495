"""Consultations: which fields the members of the programme wish for, what they need and what they can offer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class FieldLevel(StrEnum):
    """How far along a member says it is in a field."""

    STARTING = "starting"
    UNDERWAY = "underway"
    CONSOLIDATED = "consolidated"


class AnsweredBy(StrEnum):
    """Who put in what was said last of a member."""

    CITY = "city"
    COORDINATION = "coordination"
    FILE = "file"


class Consultation(Row):
    """One round of asking all members. Answers that come from files alone need neither to be opened nor an end.

    title: as people read it; questionnaire: which of the shipped ones is asked in the chat
    person_id: who convened it in the chat
    opened_at: since when the members' links lead to the questions; closes_at: from then on nothing is changed any more
    due_at: when the clock has to look who is silent; None: not any more
    """

    __tablename__ = "consultation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str] = mapped_column(String(128), default="")
    questionnaire: Mapped[str] = mapped_column(String(32), default="standard")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
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
    name: as people read it; city_id: the city of the programme that it is, if it is one
    token: what stands in its link, random; None: it has none yet
    answered_by, said_at: who put in what was said last, and when
    finished_at: since when nothing is asked any more; what was said may still be changed
    """

    __tablename__ = "consultation_member"
    __table_args__ = (
        UniqueConstraint("consultation_id", "slug"),
        Index("ix_consultation_member_token", "token", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    slug: Mapped[str] = mapped_column(String(64))
    country: Mapped[str] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(64))
    first_time: Mapped[bool]
    hours: Mapped[str] = mapped_column(String(128))
    name: Mapped[str] = mapped_column(String(128), default="")
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"), index=True)
    token: Mapped[str | None] = mapped_column(String(64))
    answered_by: Mapped[AnsweredBy | None] = mapped_column(choice(AnsweredBy))
    said_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


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


class ConsultationReply(Row):
    """What a member says to a question that is about no field. value: words, a number, or what it chose, with `;`."""

    __tablename__ = "consultation_reply"

    member_id: Mapped[int] = mapped_column(ForeignKey("consultation_member.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ConsultationChallenge(Row):
    """A challenge that an earlier network left open, offered to all members as something to work on."""

    __tablename__ = "consultation_challenge"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True, index=True)


class ConsultationRespondent(Row):
    """Somebody who has agreed to answer for a member: by its link, or as a person of that city.

    reminded: how many times, however often the last day was moved
    """

    __tablename__ = "consultation_respondent"

    member_id: Mapped[int] = mapped_column(ForeignKey("consultation_member.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    came_at: Mapped[datetime]
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")
