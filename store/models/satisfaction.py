"""How people found a session: how often each answer was given, and apart from that who has answered."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Statement(StrEnum):
    """What is agreed with, from 1 to 5."""

    USEFUL = "useful"
    TIME = "time"
    PEERS = "peers"


class Satisfaction(Row):
    """How often a statement about a session was given a score. Nothing here leads to whoever gave it."""

    __tablename__ = "satisfaction"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    statement: Mapped[Statement] = mapped_column(choice(Statement), primary_key=True)
    score: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class SatisfactionGiven(Row):
    """Somebody has answered, and is not asked again. Without a moment: it would tell which answer came with it."""

    __tablename__ = "satisfaction_given"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
