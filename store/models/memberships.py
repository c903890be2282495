"""Who takes part in which network, in which role, for which city."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Role(StrEnum):
    """What a person is in one network."""

    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"
    DELEGATE = "delegate"
    GUEST = "guest"


class HelpKind(StrEnum):
    """An offer or a need."""

    OFFER = "offer"
    NEED = "need"


class Membership(Row):
    """One person in one network. Only delegates need a city.

    titular_at: when they last became their city's titular; of several delegates the one who did so last is it, or else
      the one who joined first
    contact_due_at: from when on a digest asks a delegate whether they still go on for the city
    contact_alone_at: from when on that is asked in a message of its own, where no digest has come to ask it
    contact_asked_at: when it asked first without an answer since; contact_confirmed_at: when they said yes last
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "network_id"),
        # Digests are written network by network, so that its readers share what is new there.
        Index("ix_membership_digest_due_at_network_id_person_id", "digest_due_at", "network_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    titular_at: Mapped[datetime | None]
    contact_due_at: Mapped[datetime | None]
    contact_alone_at: Mapped[datetime | None] = mapped_column(index=True)
    contact_asked_at: Mapped[datetime | None]
    contact_confirmed_at: Mapped[datetime | None]
    digest_due_at: Mapped[datetime | None]
    digest_sent_until: Mapped[datetime | None]


class Help(Row):
    """One thing that a member can help with, or needs help with. noted_by: the coordinator who wrote it for them.

    made_with: the words with which an offer's terms were made (`help_term`); with others, they are made anew
    """

    __tablename__ = "help"

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    kind: Mapped[HelpKind] = mapped_column(choice(HelpKind))
    text: Mapped[str] = mapped_column(String(200))
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_with: Mapped[str] = mapped_column(String(32), default="", server_default="", index=True)
