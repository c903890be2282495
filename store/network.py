"""Queries of the network page: who takes part for which city."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Membership, Network, NetworkCity, Person, Role

Member = tuple[Membership, Person]


def cities_with_counts(session: Session, network_id: int) -> list[tuple[City, int]]:
    """The network's cities by name, each with the number of people who take part for it now."""
    present = sa.and_(
        Membership.network_id == NetworkCity.network_id,
        Membership.city_id == NetworkCity.city_id,
        Membership.left_at.is_(None),
    )
    found = (
        sa.select(City, sa.func.count(Membership.id))
        .join(NetworkCity, NetworkCity.city_id == City.id)
        .outerjoin(Membership, present)
        .where(NetworkCity.network_id == network_id)
        .group_by(City.id)
        .order_by(City.name, City.slug)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def city_in_network(session: Session, network_id: int, city_id: int) -> City | None:
    """The city, if it takes part in the network."""
    return session.scalar(
        sa.select(City)
        .join(NetworkCity, NetworkCity.city_id == City.id)
        .where(NetworkCity.network_id == network_id, City.id == city_id)
    )


def members_for(session: Session, network_id: int, city_id: int) -> list[Member]:
    """A city's people: first the titular, then the others in the order in which they joined."""
    found = _titular_first(network_id).where(Membership.city_id == city_id)
    return [(row[0], row[1]) for row in session.execute(found)]


def members_by_city(session: Session, network_id: int) -> dict[int, list[Member]]:
    """The same of all cities for which somebody takes part."""
    members: dict[int, list[Member]] = {}
    for membership, person in session.execute(_titular_first(network_id)):
        if membership.city_id is not None:
            members.setdefault(membership.city_id, []).append((membership, person))
    return members


def staff_of(session: Session, network_id: int) -> list[Member]:
    """Coordination and facilitation, in the order in which they joined."""
    found = _present(network_id).where(Membership.role.in_([Role.COORDINATOR, Role.FACILITATOR]))
    return [(row[0], row[1]) for row in session.execute(found)]


def member_by_id(session: Session, membership_id: int) -> tuple[Membership, Person, Network] | None:
    """A present membership with its person and network."""
    found = (
        sa.select(Membership, Person, Network)
        .join(Person, Person.id == Membership.person_id)
        .join(Network, Network.id == Membership.network_id)
        .where(Membership.id == membership_id, Membership.left_at.is_(None))
    )
    row = session.execute(found).first()
    return None if row is None else (row[0], row[1], row[2])


def _titular_first(network_id: int) -> sa.Select[Membership, Person]:
    was_named = sa.case((Membership.titular_at.is_(None), 1), else_=0)
    return _present(network_id, was_named, Membership.titular_at.desc())


def _present(network_id: int, *first: sa.ColumnElement[Any]) -> sa.Select[Membership, Person]:
    return (
        sa.select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.network_id == network_id, Membership.left_at.is_(None), Person.erased_at.is_(None))
        .order_by(*first, Membership.joined_at, Membership.id)
    )


def cities_in(session: Session, network_ids: Sequence[int]) -> list[City]:
    """The cities of several networks, each once, by name."""
    asked = sa.select(City).where(
        City.id.in_(sa.select(NetworkCity.city_id).where(NetworkCity.network_id.in_(network_ids)))
    )
    return list(session.scalars(asked.order_by(City.name, City.id)))
