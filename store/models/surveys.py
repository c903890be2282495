"""Surveys: the same few questions to all delegates of a network, at its beginning, half-way and at its end."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class SurveyKind(StrEnum):
    """`baseline` and `closing` ask the same, so that the two can be compared."""

    BASELINE = "baseline"
    PULSE = "pulse"
    CLOSING = "closing"


class Survey(Row):
    """One of a network. Answers are taken from `opened_at` until `closes_at`.

    ask_at: when the clock looks at it: its delegates are asked, and once they were, it closes. None: it has closed, or
        is only open to who looks for it
    """

    __tablename__ = "survey"
    __table_args__ = (UniqueConstraint("network_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    kind: Mapped[SurveyKind] = mapped_column(choice(SurveyKind))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    ask_at: Mapped[datetime | None] = mapped_column(index=True)


class SurveyAnswer(Row):
    """What one person said. Nobody but themselves reads it with their name.

    person_id: None when they were erased: the scores count still
    scores: from 1 to 5 by question; what was left out is not there
    """

    __tablename__ = "survey_answer"
    __table_args__ = (UniqueConstraint("survey_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    scores: Mapped[dict[str, Any]]
    words: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(2))
    answered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
