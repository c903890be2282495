"""Who takes part for which city."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, audit, letters
from actions.access import access_coordinating, access_network
from actions.contacts import begin_anew
from actions.refusals import NotFound
from store.memberships import city_by_id
from store.models import City, Kind, Membership, Network, Person
from store.network import city_in_network, member_by_id
from texts.network import changing as texts
from texts.translator import translator_of


def access_city(session: Session, person: Person, network_id: int, city_id: int) -> tuple[Membership, Network, City]:
    """A city of a network that the person takes part in, with the person's own membership."""
    membership, network = access_network(session, person, network_id)
    city = city_in_network(session, network_id, city_id)
    if city is None:
        raise NotFound
    return membership, network, city


def access_member(session: Session, coordinator: Person, membership_id: int) -> tuple[Membership, Person, Network]:
    """A member of a network that `coordinator` coordinates."""
    found = member_by_id(session, membership_id)
    if found is None:
        raise NotFound
    access_coordinating(session, coordinator, found[2].id)
    return found


def do_change_city(
    session: Session, coordinator: Person, membership_id: int, city_id: int, *, now: datetime
) -> tuple[Network, City]:
    """Somebody takes part for another city from now on, and is told. What was shared stays with the city before."""
    membership, person, network = access_member(session, coordinator, membership_id)
    city = city_in_network(session, network.id, city_id)
    if city is None:
        raise NotFound
    if membership.city_id == city.id:
        return network, city
    details = {"member": person.id, "from_city_id": membership.city_id, "to_city_id": city.id}
    membership.city_id = city.id
    begin_anew(session, membership, now)
    person.country = city.country
    session.flush()
    audit.record(
        session, now=now, deed="city_changed", person_id=coordinator.id, network_id=network.id, details=details
    )
    _tell(session, person, network, city, now)
    return network, city


def own_city(session: Session, membership: Membership) -> City | None:
    """The city that somebody takes part for."""
    return city_by_id(session, membership.city_id)


def _tell(session: Session, person: Person, network: Network, city: City, now: datetime) -> None:
    if person.telegram_id is None:
        return
    message = texts.city_changed(translator_of(person), network, city, now)
    key = f"city:{city.id}:person:{person.id}:{now:%Y%m%d%H%M%S}"
    postage = attention.postage(Kind.PLACE_CHANGED, person, key=key, now=now)
    letters.send(session, person.telegram_id, message, now=now, postage=postage)
