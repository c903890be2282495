"""Experiences: what a city did, and what it would not repeat."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.challenges import Visibility
from store.models.columns import Row, choice


class Experience(Row):
    """What was done, where and when; `regret` (what we would not repeat) is compulsory: no brochures.

    noted_by: who wrote it in the name of a city that is not theirs
    """

    __tablename__ = "experience"
    __table_args__ = (Index("ix_experience_network_id_published_at", "network_id", "published_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    done: Mapped[str] = mapped_column(Text)
    regret: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility))
    published_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
