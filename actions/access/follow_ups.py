"""What cities are asked after the end: its people answer, and the coordination for those without Telegram."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access.networks import access_network
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.models import City, FollowUp, Network, Person, Role


class FollowedUp(NamedTuple):
    """What a city is asked, and whether the person answers it; is_noting: in the city's name."""

    follow_up: FollowUp
    network: Network
    city: City
    may_tell: bool
    is_noting: bool


def access_follow_up(session: Session, person: Person, number: int) -> FollowedUp:
    """Read by the whole network; it is closed by then, and this is what goes on."""
    follow_up = row_by_id(session, FollowUp, number)
    if follow_up is None:
        raise NotFound
    membership, network = access_network(session, person, follow_up.network_id)
    city = session.get_one(City, follow_up.city_id)
    is_own = membership.city_id == city.id
    is_noting = not is_own and membership.role is Role.COORDINATOR
    return FollowedUp(follow_up, network, city, is_own or is_noting, is_noting)


def access_telling(session: Session, person: Person, number: int) -> FollowedUp:
    """One that the person answers."""
    answering = access_follow_up(session, person, number)
    if not answering.may_tell:
        raise NotAllowed
    return answering
