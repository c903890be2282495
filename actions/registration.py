"""Joining a network."""

from datetime import datetime

from sqlalchemy.orm import Session

from store.models import City, Membership, Network, Person, Role


def do_join(
    session: Session, person: Person, network: Network, city: City | None, role: Role, now: datetime
) -> Membership:
    """Makes the person a member of the network."""
    membership = Membership(
        person_id=person.id, network_id=network.id, city_id=city.id if city else None, role=role, joined_at=now
    )
    session.add(membership)
    session.flush()
    return membership
