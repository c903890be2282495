"""Cities that meet two by two between sessions: who wants to, who meets whom in which month, and whether they did."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class Met(StrEnum):
    """What a city says of its meeting."""

    YES = "yes"
    NOT_YET = "not_yet"
    NO = "no"


class PairWish(Row):
    """Whether a city wants to meet another one each month, until it says otherwise. It is the city's.

    person_id: who said so last; noted_by: the coordinator who wrote it down in the city's name
    rests: for how many months in a row nobody could be found for it: it comes first in the next
    """

    __tablename__ = "pair_wish"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True)
    wants: Mapped[bool]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    rests: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]


class PairRound(Row):
    """The pairs of the month after a session: seen by the coordination first, and told to the cities at `leaves_at`.

    left_at: when they were told; None: they can still be changed by hand
    sequence: grows with each change by hand
    """

    __tablename__ = "pair_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    made_at: Mapped[datetime]
    leaves_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)


class Pair(Row):
    """Two cities, or three, that meet. `ended_at`: when it was undone: one of them cannot, or wants no more.

    agreed_at: when one of them said that the date stands
    sequence: grows with what its letters show, so that keys from before a change do nothing
    """

    __tablename__ = "pair"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pair_round.id"), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class PairCity(Row):
    """One of its cities, and what that says of the meeting: also what it takes with it, in one sentence.

    cannot_at: when it said that it cannot this month
    ask_at: when it is to be asked whether they met; None: that is done
    may_share: whether its sentence may stand in the digest; None: that was not said
    person_id: who told it; noted_by: the coordinator who wrote it down in the city's name
    """

    __tablename__ = "pair_city"

    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id"), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True, index=True)
    cannot_at: Mapped[datetime | None]
    ask_at: Mapped[datetime | None]
    met: Mapped[Met | None] = mapped_column(choice(Met))
    words: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(2), default="")
    may_share: Mapped[bool | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    told_at: Mapped[datetime | None]
