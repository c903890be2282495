"""Who takes part in which network."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.chats import IS_REACHABLE
from store.database import carry_out, row_by_id, row_straight, rows_straight
from store.models import Chat, City, Membership, Network, Person, Role

# Asked by most presses: built once.
_MEMBERSHIP = sa.select(Membership).where(
    Membership.person_id == sa.bindparam("person_id"),
    Membership.network_id == sa.bindparam("network_id"),
    Membership.left_at.is_(None),
)
_NETWORKS = (
    sa.select(Membership, Network)
    .join(Network, Network.id == Membership.network_id)
    .where(Membership.person_id == sa.bindparam("person_id"), Membership.left_at.is_(None))
    .order_by(Network.starts_on, Network.id)
)
_MEMBERS = (
    sa.select(Membership, Person)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.network_id == sa.bindparam("network_id"),
        Membership.left_at.is_(None),
        Person.erased_at.is_(None),
    )
    .order_by(Membership.id)
)
_MEMBERS_IN = _MEMBERS.where(Membership.role.in_(sa.bindparam("roles", expanding=True)))
_CITY_ON_CLOCK = (
    sa.select(City.name)
    .join(Membership, Membership.city_id == City.id)
    .where(
        Membership.person_id == sa.bindparam("person_id"),
        Membership.left_at.is_(None),
        City.zone == sa.bindparam("zone"),
    )
    .order_by(Membership.id)
    .limit(1)
)

_CONTRIBUTORS = (
    sa.select(Person, City, IS_REACHABLE)
    .join(Membership, Membership.person_id == Person.id)
    .outerjoin(City, City.id == Membership.city_id)
    .outerjoin(Chat, Chat.id == Person.telegram_id)
    .where(
        Membership.network_id == sa.bindparam("network_id"),
        Membership.left_at.is_(None),
        Membership.role != Role.GUEST,
        Person.erased_at.is_(None),
    )
    .order_by(Membership.id)
)


def membership_of(session: Session, person_id: int, network_id: int) -> Membership | None:
    """The person's present membership of a network."""
    return row_straight(session, _MEMBERSHIP, {"person_id": person_id, "network_id": network_id})


def networks_of(session: Session, person_id: int) -> list[tuple[Membership, Network]]:
    """The person's present memberships with their networks, by the networks' start; guests come to a session only."""
    everywhere = memberships_of(session, person_id)
    return [(membership, network) for membership, network in everywhere if membership.role is not Role.GUEST]


def memberships_of(session: Session, person_id: int) -> list[tuple[Membership, Network]]:
    """The same with those networks of which one session is open to the person as a guest."""
    found = rows_straight(session, _NETWORKS, {"person_id": person_id})
    return [(membership, network) for membership, network in found]


def members_of(session: Session, network_id: int, *roles: Role) -> list[tuple[Membership, Person]]:
    """The present members of a network, all or of these roles, in the order in which they joined."""
    statement, given = (_MEMBERS_IN, {"roles": list(roles)}) if roles else (_MEMBERS, {})
    found = rows_straight(session, statement, {"network_id": network_id, **given})
    return [(membership, person) for membership, person in found]


def city_on_own_clock(session: Session, person: Person) -> str | None:
    """The name of a city of the person's on whose clock they live, or None when they keep other hours."""
    named = carry_out(session, _CITY_ON_CLOCK, {"person_id": person.id, "zone": person.zone}).first()
    return None if named is None else named[0]


def city_for_clock(session: Session, person: Person, city: City | None) -> str | None:
    """The city to name beside the hour: that of this network, or another of the person's, on whose clock they live."""
    return city.name if city is not None and city.zone == person.zone else city_on_own_clock(session, person)


def city_by_id(session: Session, city_id: int | None) -> City | None:
    """The city, or None where none is named."""
    return None if city_id is None else row_by_id(session, City, city_id)


def contributors(session: Session, network_id: int) -> list[tuple[Person, City | None, bool]]:
    """The present members but guests, in the order in which they joined: with the city for which they speak, and
    whether letters arrive.
    """
    found = session.execute(_CONTRIBUTORS, {"network_id": network_id})
    return [(person, city, is_reachable) for person, city, is_reachable in found]
