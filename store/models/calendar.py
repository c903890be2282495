"""Secret addresses under which calendars fetch sessions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class CalendarFeed(Row):
    """The address of a person, for all networks that they take part in, or that of one network.

    token_hash: of what stands in the address, which is told once and kept nowhere; None: none is good at present
    issue: grows whenever one is given out or taken back
    language: of a network's; a person's is read in the person's own
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (network_id IS NULL)", name="one_owner"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"), unique=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    issue: Mapped[int] = mapped_column(default=0)
    issued_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(2))
