"""Invitations: opaque links that let a person in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice
from store.models.memberships import Role


class Invitation(Row):
    """`token` is what stands behind `?start=`: random, never derived from an id.

    meeting_id: the one session to which a guest comes with it
    """

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    uses: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
