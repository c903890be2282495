"""For whom somebody speaks in a network: for their own city, or as its coordination in the name of another one."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access.networks import access_contributing
from actions.refusals import NotAllowed, NotFound
from store.memberships import city_by_id, membership_of
from store.models import City, Membership, Network, Person, Role
from store.network import city_in_network

OWN = 0  # in the place of a city: that of the person


class Voice(NamedTuple):
    """Somebody who adds something to a network. `noted_by`: they themselves, where it is in the name of a city."""

    membership: Membership
    network: Network
    city: City | None
    noted_by: int | None

    @property
    def is_noting(self) -> bool:
        """Whether it is in the name of a city that is not one's own."""
        return self.noted_by is not None

    @property
    def city_id(self) -> int | None:
        """Whose it is."""
        return None if self.city is None else self.city.id


def access_voice(session: Session, person: Person, network_id: int, city_id: int = OWN) -> Voice:
    """A city for which the person adds something: the own one, or any for which they note as its coordination."""
    membership, network = access_contributing(session, person, network_id)
    if city_id in (OWN, membership.city_id):
        return Voice(membership, network, city_by_id(session, membership.city_id), None)
    if membership.role is not Role.COORDINATOR:
        raise NotAllowed
    city = city_in_network(session, network.id, city_id)
    if city is None:
        raise NotFound
    return Voice(membership, network, city, person.id)


def access_noting(session: Session, person: Person, network_id: int, city_id: int) -> tuple[Network, City]:
    """A city in whose name the person notes what it has said otherwise."""
    voice = access_voice(session, person, network_id, city_id)
    if voice.city is None or not voice.is_noting:
        raise NotAllowed
    return voice.network, voice.city


def access_noting_list(session: Session, person: Person, network_id: int, city_id: int) -> tuple[Voice, City]:
    """A city for which the person may note something: all as its coordination, some as who prepares its sessions."""
    membership, network = access_contributing(session, person, network_id)
    city = city_in_network(session, network.id, city_id)
    if city is None:
        raise NotFound
    if membership.role not in (Role.COORDINATOR, Role.FACILITATOR) or membership.city_id == city.id:
        raise NotAllowed
    return Voice(membership, network, city, person.id), city


def is_of_city(membership: Membership | None, city_id: int | None) -> bool:
    """Whether somebody takes part for this city."""
    return (
        membership is not None
        and membership.role is Role.DELEGATE
        and membership.city_id is not None
        and membership.city_id == city_id
    )


def answers_for(session: Session, person: Person, network_id: int, city_id: int | None) -> bool:
    """Whether what was noted for a city is the person's to change: its people, and who coordinates."""
    membership = membership_of(session, person.id, network_id)
    return is_of_city(membership, city_id) or (membership is not None and membership.role is Role.COORDINATOR)
