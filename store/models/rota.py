"""The rota of cases: in which session of a network each city presents its case."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Rota(Row):
    """The one of a network. Only those who coordinate see it until it is published.

    sequence: grows with every change of a turn, so that keys that were shown before it change nothing
    """

    __tablename__ = "rota"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # who drew it up
    drawn_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]  # by hand, after it was drawn up
    published_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)


class RotaTurn(Row):
    """A city presents in a session. It belongs to the session: it moves with its date, and waits when it is cancelled.

    A city without a turn has no row.
    """

    __tablename__ = "rota_turn"

    rota_id: Mapped[int] = mapped_column(ForeignKey("rota.id"), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
