"""What somebody does for a city: whose it is to pass on, and to say that they still do it."""

from sqlalchemy.orm import Session

from actions.access.networks import access_coordinating
from actions.refusals import NetworkClosed, NotAllowed, NotFound
from store.models import Membership, Network, Person
from store.network import member_by_id


def access_passing_on(session: Session, person: Person, membership_id: int) -> tuple[Membership, Person, Network]:
    """A member of an open network whose place the person may pass on: themselves, or anybody where they coordinate."""
    found = member_by_id(session, membership_id)
    if found is None:
        raise NotFound
    membership, holder, network = found
    if holder.id != person.id:
        access_coordinating(session, person, network.id)
    if network.closed_at is not None:
        raise NetworkClosed
    return membership, holder, network


def access_own_membership(session: Session, person: Person, membership_id: int) -> Membership:
    """Where the person takes part."""
    found = member_by_id(session, membership_id)
    if found is None:
        raise NotFound
    if found[1].id != person.id:
        raise NotAllowed
    return found[0]
