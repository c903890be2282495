"""Queries of what the cities of a network offer and need."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Help, HelpKind, Membership, Person, Role

_SAID = (
    sa.select(Membership.city_id, Help.kind, Help.text, Person.language)
    .join(Membership, Membership.id == Help.membership_id)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.network_id == sa.bindparam("network_id"),
        Membership.city_id.is_not(None),
        Membership.role != Role.GUEST,
        Membership.left_at.is_(None),
        Person.erased_at.is_(None),
    )
    .order_by(Help.id)
)


class Said(NamedTuple):
    """One thing that a city offers or needs, in the language of who said so."""

    city_id: int
    kind: HelpKind
    text: str
    language: str


def said_by_cities(session: Session, network_id: int) -> list[Said]:
    """What the present members of all cities offer and need; the same of two people of a city once."""
    rows = session.execute(_SAID, {"network_id": network_id})
    found = [Said(city_id, kind, text, said_in) for city_id, kind, text, said_in in rows if city_id is not None]
    return list({(one.city_id, one.kind, one.text.casefold()): one for one in reversed(found)}.values())[::-1]
