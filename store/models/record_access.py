"""Who was let in to one record of a network that is not theirs."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice
from store.models.search import FoundKind


class RecordAccess(Row):
    """Somebody asks to read one record of a network that is not theirs, and what its coordination says.

    kind, about_id: a challenge with its answers, an experience, or an answer to the question of the month
    granted_at, refused_at: None both: nobody has said anything yet; decided_by: who said it
    """

    __tablename__ = "record_access"
    __table_args__ = (UniqueConstraint("person_id", "kind", "about_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    kind: Mapped[FoundKind] = mapped_column(choice(FoundKind))
    about_id: Mapped[int]
    asked_at: Mapped[datetime]
    granted_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
