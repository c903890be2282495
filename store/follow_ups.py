"""Queries of what cities are asked months after their network ended."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import City, FollowUp, Network

NEXT_FOLLOW_UP = sa.select(sa.func.min(FollowUp.ask_at))  # when a city is asked


class Due(NamedTuple):
    """A city is to be asked."""

    follow_up: FollowUp
    network: Network
    city: City


def plan_follow_up(session: Session, network_id: int, city_id: int, months: int, ask_at: datetime) -> None:
    """Once for each city and number of months."""
    values = {"network_id": network_id, "city_id": city_id, "months": months, "ask_at": ask_at}
    empty = {"words": "", "language": "", "sequence": 0}
    insert_new(session, FollowUp, values | empty, unique=["network_id", "city_id", "months"])


def follow_ups_due(session: Session, now: datetime, limit: int) -> list[Due]:
    """Those whose moment has come; taken, where several look at once, by one."""
    found = (
        sa.select(FollowUp, Network, City)
        .join(Network, Network.id == FollowUp.network_id)
        .join(City, City.id == FollowUp.city_id)
        .where(FollowUp.ask_at <= now)
        .order_by(FollowUp.ask_at, FollowUp.id)
        .limit(limit)
        .with_for_update(of=FollowUp, skip_locked=True)
    )
    return [Due(row[0], row[1], row[2]) for row in session.execute(found)]


def follow_ups_of(session: Session, network_id: int, city_id: int) -> list[FollowUp]:
    """All of a city, the first one first."""
    found = sa.select(FollowUp).where(FollowUp.network_id == network_id, FollowUp.city_id == city_id)
    return list(session.scalars(found.order_by(FollowUp.months)))


def follow_ups_in(session: Session, network_id: int) -> list[tuple[FollowUp, City]]:
    """All of a network, by months and city."""
    found = (
        sa.select(FollowUp, City)
        .join(City, City.id == FollowUp.city_id)
        .where(FollowUp.network_id == network_id)
        .order_by(FollowUp.months, City.name, City.slug)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def forget_teller(session: Session, person_id: int) -> None:
    """What was told stays with the city, and loses the name."""
    for column in (FollowUp.person_id, FollowUp.noted_by):
        mine = sa.update(FollowUp).where(column == person_id)
        session.execute(mine.values({column: None}).execution_options(synchronize_session="fetch"))
