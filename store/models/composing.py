"""Proposals of networks that are kept, and the networks that were convened from one."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class CompositionState(StrEnum):
    """How far a proposal is, and what it is worth.

    computing: a process looks for it; optimal, gap, infeasible: as the solver ended; unfound: it ended without any
    by_hand: somebody has moved members; failed: no process could look
    """

    COMPUTING = "computing"
    OPTIMAL = "optimal"
    GAP = "gap"
    INFEASIBLE = "infeasible"
    UNFOUND = "unfound"
    BY_HAND = "by_hand"
    FAILED = "failed"


class ConveningState(StrEnum):
    """`planned` can be changed; `made`: its networks are there; `undone`: they were taken back, to plan anew."""

    PLANNED = "planned"
    MADE = "made"
    UNDONE = "undone"


class Composition(Row):
    """A proposal of networks, from the answers of a consultation.

    number: within its consultation, from 1; from_number: of the one that was changed into this by hand
    sequence: grows with each change, so that a key of before changes nothing
    by_hand: `locks` and `exclusions`, each a list of a member's slug and a field; what is computed next keeps them
    found: `networks`, each with its `field` and `members`; or `obstacles`: what stands in the way of any; `under`: the
      decisions by hand with which it was computed
    person_id: who asked for it; None on the command line
    """

    __tablename__ = "composition"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    number: Mapped[int]
    from_number: Mapped[int | None]
    state: Mapped[CompositionState] = mapped_column(choice(CompositionState))
    sequence: Mapped[int] = mapped_column(default=0)
    least: Mapped[int]
    most: Mapped[int]
    per_member: Mapped[int]
    hours_shared: Mapped[bool]
    by_hand: Mapped[dict[str, Any]]
    found: Mapped[dict[str, Any]]
    objective: Mapped[int | None]
    bound: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]


class Convening(Row):
    """The networks that are to be made from a proposal, or were.

    plan: the first `month`, and for each network its `field`, `slug`, `name`, `zone`, `week`, `weekday`, `hour`;
      `composed`: the sequence of the proposal for which it is
    made: ids of the `networks` and of the new `cities`, the `invitations`, and the `bot` behind whose links they are
    letters_at: when the letters leave by themselves; sent_at: when the first one did, since when nothing is undone
    person_id: who confirmed it
    """

    __tablename__ = "convening"

    id: Mapped[int] = mapped_column(primary_key=True)
    composition_id: Mapped[int] = mapped_column(ForeignKey("composition.id"), unique=True)
    state: Mapped[ConveningState] = mapped_column(choice(ConveningState))
    sequence: Mapped[int] = mapped_column(default=0)
    plan: Mapped[dict[str, Any]]
    made: Mapped[dict[str, Any]]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime | None]
    letters_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
