"""What leaves its network: proposed by whose it is, approved by the coordination."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice
from store.models.partial import index_of_some


class Readers(StrEnum):
    """Who reads a record, from the fewest to the most. COORDINATORS: they and whose it is."""

    COORDINATORS = "coordinators"
    NETWORK = "network"
    NETWORKS = "networks"
    PUBLIC = "public"


class ProposalState(StrEnum):
    """How it stands with the words that the record has now. ENDED: nobody wants them outside any more."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    ENDED = "ended"


class Proposal(Row):
    """A challenge or an experience beyond its network. The row stays when that is over: its keys grow old with it.

    person_id: who proposed it last
    reach: for whom; with_name: its author agrees to be named there
    open_to: for whom it is approved; opened_at: since when; said: the words that were approved, which alone are read
      there until others are
    reason: why it was returned
    sequence: grows with whatever makes a key outdated; mark: of the words that it stands for
    """

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("(challenge_id IS NULL) <> (experience_id IS NULL)", name="one_record"),
        index_of_some("ix_proposal_waiting", "network_id", "id", where="state = 'proposed'"),
        index_of_some("ix_proposal_opened_at", "opened_at", where="open_to IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenge.id"), unique=True)
    experience_id: Mapped[int | None] = mapped_column(ForeignKey("experience.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reach: Mapped[Readers] = mapped_column(choice(Readers))
    with_name: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState))
    proposed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    open_to: Mapped[Readers | None] = mapped_column(choice(Readers, check="open_to"))
    opened_at: Mapped[datetime | None]
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sequence: Mapped[int] = mapped_column(default=0)
    mark: Mapped[int] = mapped_column(BigInteger, default=0)
