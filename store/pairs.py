"""Queries of pairs of cities: which networks to look at, who wants to meet, who meets whom, and who has met."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight
from store.models import City, Membership, Network, Pair, PairCity, PairRound, PairWish
from store.news import Place

NEXT_LOOK = sa.select(sa.func.min(Network.exchange_at))  # when the clock has to look at a network

_DUE = (
    sa.select(Network)
    .where(Network.exchange_at <= sa.bindparam("now"))
    .order_by(Network.exchange_at, Network.id)
    .limit(sa.bindparam("limit"))
    .with_for_update(skip_locked=True)
)


class Paired(NamedTuple):
    """A pair, and its cities by name with what each says of it."""

    pair: Pair
    of: list[tuple[City, PairCity]]

    @property
    def cities(self) -> list[City]:
        """Those that meet: without any that cannot."""
        return [city for city, one in self.of if one.cannot_at is None]

    @property
    def is_of_two(self) -> bool:
        """A third could join them."""
        return len(self.cities) == 2

    def said_by(self, city_id: int) -> PairCity | None:
        """What one of its cities says."""
        return next((one for city, one in self.of if city.id == city_id), None)


class Learned(NamedTuple):
    """What a city takes with it from a meeting, and may be told."""

    network_id: int
    pair_id: int
    place: Place
    words: str
    at: datetime | None


def networks_due(session: Session, now: datetime, limit: int) -> list[Network]:
    """Those to look at; taken, where several look at once, by one."""
    return all_straight(session, _DUE, {"now": now, "limit": limit})


def wishes_of(session: Session, network_id: int) -> dict[int, PairWish]:
    """What the cities of a network have said about pairs, by their ids."""
    found = session.scalars(sa.select(PairWish).where(PairWish.network_id == network_id))
    return {wish.city_id: wish for wish in found}


def last_round(session: Session, network_id: int) -> PairRound | None:
    """The latest of a network."""
    found = sa.select(PairRound).where(PairRound.network_id == network_id)
    return session.scalar(found.order_by(PairRound.id.desc()).limit(1))


def pairs_of(session: Session, round_id: int) -> list[Paired]:
    """Those of a round, with those that were undone."""
    return _paired(session, Pair.round_id == round_id)


def pair_by_id(session: Session, pair_id: int) -> Paired | None:
    """One."""
    return next(iter(_paired(session, Pair.id == pair_id)), None)


def told_pairs_of(session: Session, network_id: int, city_id: int) -> list[tuple[Pair, PairRound]]:
    """Those of a city in a network that were told, with their rounds."""
    found = sa.select(Pair, PairRound).join(PairRound, PairRound.id == Pair.round_id)
    own = found.join(PairCity, PairCity.pair_id == Pair.id).where(PairCity.city_id == city_id)
    told = own.where(Pair.network_id == network_id, PairRound.left_at.is_not(None)).order_by(Pair.id)
    return [(pair, round_) for pair, round_ in session.execute(told)]


def pair_between(session: Session, person_id: int, other_id: int) -> Pair | None:
    """The latest that was told and to which the cities of both people belong."""
    asked = sa.select(Pair).join(PairRound, PairRound.id == Pair.round_id).where(PairRound.left_at.is_not(None))
    return session.scalar(
        asked.where(_has_city_of(person_id), _has_city_of(other_id)).order_by(Pair.id.desc()).limit(1)
    )


def _has_city_of(person_id: int) -> sa.ColumnElement[bool]:
    of_person = (
        sa.select(PairCity.pair_id)
        .join(Membership, Membership.city_id == PairCity.city_id)
        .where(
            PairCity.pair_id == Pair.id,
            Membership.network_id == Pair.network_id,
            Membership.person_id == person_id,
            Membership.left_at.is_(None),
        )
    )
    return of_person.exists()


def read_anew(session: Session, paired: Paired) -> None:
    """As whoever held its round before has left it."""
    rows = sa.select(Pair, PairCity).join(PairCity, PairCity.pair_id == Pair.id).where(Pair.id == paired.pair.id)
    session.execute(rows.execution_options(populate_existing=True)).all()


def _paired(session: Session, which: sa.ColumnElement[bool]) -> list[Paired]:
    found = (
        sa.select(Pair, City, PairCity)
        .join(PairCity, PairCity.pair_id == Pair.id)
        .join(City, City.id == PairCity.city_id)
        .where(which)
        .order_by(Pair.id, City.name, City.slug)
    )
    paired: dict[int, Paired] = {}
    for pair, city, one in session.execute(found):
        paired.setdefault(pair.id, Paired(pair, [])).of.append((city, one))
    return list(paired.values())


def told_before(session: Session, network_id: int) -> Counter[frozenset[int]]:
    """How often each two cities of a network were told to meet, but for those of which one could not."""
    found = (
        sa.select(Pair.id, PairCity.city_id)
        .join(PairCity, PairCity.pair_id == Pair.id)
        .join(PairRound, PairRound.id == Pair.round_id)
        .where(
            Pair.network_id == network_id,
            Pair.ended_at.is_(None),
            PairCity.cannot_at.is_(None),
            PairRound.left_at.is_not(None),
        )
    )
    cities = defaultdict[int, list[int]](list)
    for pair_id, city_id in session.execute(found):
        cities[pair_id].append(city_id)
    return Counter(frozenset(two) for own in cities.values() for two in combinations(own, 2))


def asks_due(session: Session, network_id: int, now: datetime) -> list[tuple[Pair, PairCity]]:
    """The cities of a network that are to be asked whether they met."""
    found = sa.select(Pair, PairCity).join(PairCity, PairCity.pair_id == Pair.id)
    due = found.where(*_to_ask(network_id), PairCity.ask_at <= now).order_by(Pair.id, PairCity.city_id)
    return [(pair, one) for pair, one in session.execute(due)]


def next_ask(session: Session, network_id: int) -> datetime | None:
    """When the first of them is due."""
    found = sa.select(PairCity.ask_at).join(Pair, Pair.id == PairCity.pair_id).where(*_to_ask(network_id))
    return session.scalar(found.order_by(PairCity.ask_at).limit(1))


def _to_ask(network_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Pair.network_id == network_id, Pair.ended_at.is_(None), PairCity.ask_at.is_not(None)


def learned_of(session: Session, network_ids: Collection[int], since: datetime, until: datetime) -> list[Learned]:
    """What cities of these networks have told and may be shared, from one moment up to before another."""
    found = (
        sa.select(Pair.network_id, Pair.id, City.name, City.country, PairCity.words, PairCity.told_at)
        .join(PairCity, PairCity.pair_id == Pair.id)
        .join(City, City.id == PairCity.city_id)
        .where(
            Pair.network_id.in_(network_ids),
            PairCity.may_share.is_(True),
            PairCity.words != "",
            PairCity.told_at >= since,
            PairCity.told_at < until,
        )
        .order_by(PairCity.told_at, City.id)
    )
    return [Learned(row[0], row[1], Place(row[2], row[3]), row[4], row[5]) for row in session.execute(found)]
