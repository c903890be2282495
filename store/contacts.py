"""Queries of whom to ask, in a message of its own, whether they still go on for their city."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Membership, Network, Person

NEXT_ALONE = sa.select(sa.func.min(Membership.contact_alone_at))  # when the clock has to look at one


class Due(NamedTuple):
    """Somebody whom no digest has asked. `city`: None, where they speak for none."""

    membership: Membership
    network: Network
    person: Person
    city: City | None


def alone_due(session: Session, now: datetime, limit: int) -> list[Due]:
    """Those whose moment has come; taken, where several look at once, by one."""
    found = (
        sa.select(Membership, Network, Person, City)
        .join(Network, Network.id == Membership.network_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(City, City.id == Membership.city_id)
        .where(Membership.contact_alone_at <= now)
        .order_by(Membership.contact_alone_at, Membership.id)
        .limit(limit)
        .with_for_update(of=Membership, skip_locked=True)
    )
    return [Due(*row) for row in session.execute(found)]
