"""How a network ends: its closing, what its people are given, and what its cities are asked months later."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Closing(Row):
    """That of a network. When it is closed, `network.closed_at` says so.

    person_id: who closed or reopened it last; None: at the command line
    least: in how many sessions somebody was at the least who gets a certificate of the whole
    sequence: grows with every closing and reopening, so that keys from before it change nothing
    due_at: when the farewell and the certificates leave; until then it can be reopened. None: they have, or it is open
    left_at: when they left
    """

    __tablename__ = "closing"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    least: Mapped[int]
    sequence: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    left_at: Mapped[datetime | None]


class Certificate(Row):
    """What somebody took part in, as it was when the network was closed. `code` shows that it is valid.

    person_id: None when they were erased: then nobody is named
    sessions, of: in how many they were, of how many; cases: which they heard there; minutes: of these sessions
    is_whole: they were in enough sessions for a certificate; or else it only says in how many
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("network_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    sessions: Mapped[int]
    of: Mapped[int]
    cases: Mapped[int]
    minutes: Mapped[int]
    is_whole: Mapped[bool]
    made_at: Mapped[datetime]


class Applied(StrEnum):
    """Whether a city uses what it took with it."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"


class Stays(StrEnum):
    """Whether that will go on."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


class FollowUp(Row):
    """One question to a city some months after its network ended.

    ask_at: when it is asked; None: it was, or wants to be asked no more
    person_id: who answered; noted_by: the coordinator who wrote it down for the city
    from_city_id: from which city it learned most; None: from none in particular
    sequence: grows with every answer, so that keys from before it change nothing
    """

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("network_id", "city_id", "months"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    months: Mapped[int]
    ask_at: Mapped[datetime | None] = mapped_column(index=True)
    asked_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    applied: Mapped[Applied | None] = mapped_column(choice(Applied))
    from_city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    stays: Mapped[Stays | None] = mapped_column(choice(Stays))
    words: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(2), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
