"""The agenda of a session: with which methods its minutes are filled."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Method(StrEnum):
    """Each has a card in `methods/` that tells how it goes."""

    OPENING = "opening"
    COMMITMENTS = "commitments"
    CASE = "case"
    EXPERIENCES = "experiences"
    GUEST = "guest"
    ROOMS = "rooms"
    VALIDATION = "validation"
    FAIR = "fair"
    CLOSING = "closing"


class Agenda(Row):
    """That of a meeting, from when somebody who prepares it has opened it.

    sequence: grows with all but what a key tells by itself, so that keys that were shown before it change nothing
    published_at: when what the network sees was published last
    """

    __tablename__ = "agenda"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    opened_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)


class AgendaItem(Row):
    """A method at its place, from 0 on. What is published has rows of its own: those that are edited may differ.

    city_id: whose case it was when it was put there; only as long as the city presents in the session
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_meeting_id_is_published", "meeting_id", "is_published"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("agenda.meeting_id"))
    is_published: Mapped[bool]
    position: Mapped[int]
    method: Mapped[Method] = mapped_column(choice(Method))
    minutes: Mapped[int]
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
