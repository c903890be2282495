"""Places that are passed on: who takes over what somebody does for a city."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Handover(Row):
    """Somebody's place for a city goes to another person: to a colleague at once, or to whoever comes with a link.

    membership_id: whose place it is
    person_id: who decided it, who has the place or coordinates
    leaves: whether they leave the network with it; otherwise they stay as a substitute
    invitation_id: the link, where it waits for somebody new
    successor_id: the membership of who has taken over
    done_at: None: it waits, as long as the link lets somebody in
    """

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    leaves: Mapped[bool]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), unique=True)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"), index=True)
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
