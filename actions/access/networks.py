"""Networks: who takes part in one, adds to it, coordinates it."""

from sqlalchemy.orm import Session

from actions.guests.refusals import VisitOver
from actions.refusals import LeftNetwork, NetworkClosed, NotAllowed, NotFound, OneSessionOnly
from store.database import row_by_id
from store.memberships import membership_of, networks_of
from store.models import Membership, Network, Person, Role
from store.registration import membership_ever


def access_network(session: Session, person: Person, network_id: int) -> tuple[Membership, Network]:
    """A network that the person takes part in; a guest comes to one session, and to nothing else of it."""
    membership, network = access_membership(session, person, network_id)
    if membership.role is Role.GUEST:
        raise OneSessionOnly
    return membership, network


def access_membership(session: Session, person: Person, network_id: int) -> tuple[Membership, Network]:
    """What somebody is in a network, and may take back: guests, too."""
    membership = membership_of(session, person.id, network_id)
    network = row_by_id(session, Network, network_id)
    if network is None:
        raise NotFound
    if membership is None:
        raise _gone(session, person, network)
    return membership, network


def _gone(session: Session, person: Person, network: Network) -> NotFound:
    past = membership_ever(session, person.id, network.id)
    if past is None:
        return NotFound()
    return VisitOver(network.name) if past.role is Role.GUEST else LeftNetwork(network.name)


def access_contributing(session: Session, person: Person, network_id: int) -> tuple[Membership, Network]:
    """A network to which the person may add something."""
    membership, network = access_network(session, person, network_id)
    if network.closed_at is not None:
        raise NetworkClosed
    return membership, network


def contributing_networks(session: Session, person: Person) -> list[Network]:
    """The networks to which the person may add something, perhaps none."""
    return [network for member, network in networks_of(session, person.id) if may_contribute(member, network)]


def may_contribute(membership: Membership, network: Network) -> bool:
    """A closed network can only be read."""
    return network.closed_at is None and membership.role is not Role.GUEST


def access_coordinating(session: Session, person: Person, network_id: int) -> Network:
    """A network that the person coordinates."""
    membership, network = access_network(session, person, network_id)
    if membership.role is not Role.COORDINATOR:
        raise NotAllowed
    return network


def coordinated_networks(session: Session, person: Person) -> list[Network]:
    """The networks that the person coordinates, perhaps none."""
    return [network for membership, network in networks_of(session, person.id) if membership.role is Role.COORDINATOR]


def access_coordinated_networks(session: Session, person: Person) -> list[Network]:
    """The same, for what is for coordinators only: at least one."""
    networks = coordinated_networks(session, person)
    if not networks:
        raise NotAllowed
    return networks
