"""Prompts: one question a month to a network, and what people answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row
from store.models.partial import index_of_some

WAITING = "asked_at IS NULL AND skipped_at IS NULL"
OWN, NOTED = "noted_by IS NULL", "noted_by IS NOT NULL"


class Prompt(Row):
    """A question of the library (`slug`), or a coordinator's own, that a network is asked at `due_at`.

    own_translations: a coordinator's words in other languages than `own_language`, by language
    moved_to: the day that a coordinator chose, instead of the one that follows from the sessions
    results_due_at: when the clock looks whether the answers can be shown together; results_at: when they were
    """

    __tablename__ = "prompt"
    __table_args__ = (
        UniqueConstraint("network_id", "meeting_id"),
        index_of_some("ix_prompt_waiting", "due_at", where=WAITING),
        index_of_some("ix_prompt_results_due_at", "results_due_at", where="results_due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))  # the session after which it is asked
    slug: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    own_words: Mapped[str] = mapped_column(Text, default="", server_default="")  # instead of the library's
    own_language: Mapped[str] = mapped_column(String(2), default="", server_default="")
    own_translations: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    told_at: Mapped[datetime | None]  # when the coordinators were shown what is to come
    skipped_at: Mapped[datetime | None]
    moved_to: Mapped[date | None]
    results_due_at: Mapped[datetime | None]
    results_at: Mapped[datetime | None]


class PromptAnswer(Row):
    """A person's answer, or the one that was noted for a city; only the published ones are seen by the network.

    noted_by: who wrote it in the name of a city that is not theirs
    """

    __tablename__ = "prompt_answer"
    __table_args__ = (
        index_of_some("ix_prompt_answer_own", "prompt_id", "person_id", where=OWN, unique=True),
        index_of_some("ix_prompt_answer_noted", "prompt_id", "city_id", where=NOTED, unique=True),
        Index("ix_prompt_answer_prompt_id_published_at", "prompt_id", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int] = mapped_column(ForeignKey("prompt.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
