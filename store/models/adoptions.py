"""What cities take from other cities: the ledger of who learned from whom."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice
from store.models.partial import index_of_some


class AdoptionState(StrEnum):
    """What the city says of it; `planned`: nothing yet; `adapted`: it worked with changes."""

    PLANNED = "planned"
    NOT_YET = "not_yet"
    WORKED = "worked"
    ADAPTED = "adapted"
    FAILED = "failed"


class Adoption(Row):
    """A city tries what another one has shared: an experience, or an answer to a challenge.

    It is the city's, and outlives its author; a city has one at a time of each thing.

    network_id: in which it was shared; origin_id: by which city
    person_id: who wrote its words last, or has taken over from them
    noted_by: the coordinator who wrote it down in the city's name
    learned: what had to change, or why it did not work
    still_used: whether it is in use after half a year; None: that was not asked yet
    sequence: grows with every change, so that keys from before it change nothing
    told_at: when the city last said how it went
    check_at: when the city is to be asked next; None: never again
    check_days: which of the questions that is, in days after it was taken on
    """

    __tablename__ = "adoption"
    __table_args__ = (
        CheckConstraint("(experience_id IS NULL) <> (solution_id IS NULL)", name="one_source"),
        Index("ix_adoption_network_id_adopted_at", "network_id", "adopted_at"),
        Index("ix_adoption_network_id_told_at", "network_id", "told_at"),
        index_of_some(
            "ix_adoption_of_experience",
            "experience_id",
            "city_id",
            where="withdrawn_at IS NULL AND experience_id IS NOT NULL",
            unique=True,
        ),
        index_of_some(
            "ix_adoption_of_solution",
            "solution_id",
            "city_id",
            where="withdrawn_at IS NULL AND solution_id IS NOT NULL",
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    experience_id: Mapped[int | None] = mapped_column(ForeignKey("experience.id"))
    solution_id: Mapped[int | None] = mapped_column(ForeignKey("solution.id"))
    origin_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    takes: Mapped[str] = mapped_column(String(500))
    changes: Mapped[str] = mapped_column(String(500), default="")
    first_step: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[AdoptionState] = mapped_column(choice(AdoptionState), default=AdoptionState.PLANNED)
    learned: Mapped[str] = mapped_column(String(300), default="")
    still_used: Mapped[bool | None]
    sequence: Mapped[int] = mapped_column(default=1)
    adopted_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    check_at: Mapped[datetime | None] = mapped_column(index=True)
    check_days: Mapped[int]
    withdrawn_at: Mapped[datetime | None]


class AdoptionCheck(Row):
    """One answer to how it goes, as it was given. noted_by: the coordinator who wrote it down for the city.

    still_used: said after half a year of what had worked; None: it is about how it went
    """

    __tablename__ = "adoption_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    adoption_id: Mapped[int] = mapped_column(ForeignKey("adoption.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[AdoptionState] = mapped_column(choice(AdoptionState))
    still_used: Mapped[bool | None]
    words: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(2))
    told_at: Mapped[datetime]
