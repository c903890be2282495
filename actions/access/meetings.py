"""Sessions and polls about their dates: who reads, prepares and moves them, and who speaks for a city."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access.networks import access_contributing, access_coordinating, access_network
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.memberships import city_by_id
from store.models import City, DatePoll, Meeting, Membership, Network, Offer, Person, Role
from store.network import city_in_network

STAFF = (Role.COORDINATOR, Role.FACILITATOR)


class Speaker(NamedTuple):
    """Somebody who speaks for a city about a session; `is_noting`: as the coordination, in the city's name."""

    meeting: Meeting
    network: Network
    city: City
    is_noting: bool


def access_meeting(session: Session, person: Person, meeting_id: int) -> tuple[Meeting, Network]:
    """A meeting of a network that the person takes part in."""
    meeting = row_by_id(session, Meeting, meeting_id)
    if meeting is None:
        raise NotFound
    return meeting, access_network(session, person, meeting.network_id)[1]


def access_coordinated_meeting(session: Session, person: Person, meeting_id: int) -> tuple[Meeting, Network]:
    """A meeting that the person may move and cancel."""
    meeting, network = access_meeting(session, person, meeting_id)
    return meeting, access_coordinating(session, person, network.id)


def access_prepared_meeting(session: Session, person: Person, meeting_id: int) -> tuple[Meeting, Network]:
    """A meeting whose agenda the person prepares."""
    meeting, network = access_meeting(session, person, meeting_id)
    if not prepares(access_network(session, person, network.id)[0]):
        raise NotAllowed
    return meeting, network


def prepares(membership: Membership) -> bool:
    """Whether somebody prepares sessions."""
    return membership.role in STAFF


def access_speaking(session: Session, person: Person, meeting_id: int, city_id: int) -> Speaker:
    """A city for which the person says what it has taken on in a session: its own people, and who coordinates."""
    meeting, network = access_meeting(session, person, meeting_id)
    membership, _ = access_contributing(session, person, network.id)
    city = city_in_network(session, network.id, city_id)
    if city is None:
        raise NotFound
    if membership.city_id != city.id and membership.role is not Role.COORDINATOR:
        raise NotAllowed
    return Speaker(meeting, network, city, is_noting=membership.city_id != city.id)


def access_offering(session: Session, person: Person, meeting_id: int, city_id: int) -> Speaker:
    """A city for which the person offers something in a session: its own people, and who prepares the session."""
    meeting, network = access_meeting(session, person, meeting_id)
    membership, _ = access_contributing(session, person, network.id)
    city = city_in_network(session, network.id, city_id)
    if city is None:
        raise NotFound
    if membership.city_id != city.id and not prepares(membership):
        raise NotAllowed
    return Speaker(meeting, network, city, is_noting=membership.city_id != city.id)


def access_offer(session: Session, person: Person, offer_id: int) -> tuple[Offer, Meeting, Network, Membership]:
    """An offer of a session that the person takes part in, and as whom."""
    offer = row_by_id(session, Offer, offer_id)
    if offer is None:
        raise NotFound
    meeting, network = access_meeting(session, person, offer.meeting_id)
    return offer, meeting, network, access_network(session, person, network.id)[0]


def access_given_offer(session: Session, person: Person, offer_id: int) -> tuple[Offer, Speaker]:
    """An offer that the person may withdraw: of their city, or of any where they prepare the session."""
    offer, meeting, _, _ = access_offer(session, person, offer_id)
    return offer, access_offering(session, person, meeting.id, offer.city_id)


def access_received_offer(session: Session, person: Person, offer_id: int) -> Offer:
    """An offer of which the person says whether it has arrived: the people of the city for which it is."""
    offer, _, network, _ = access_offer(session, person, offer_id)
    membership, _ = access_contributing(session, person, network.id)
    if membership.city_id != offer.for_city_id:
        raise NotAllowed
    return offer


def access_taking_part(session: Session, person: Person, meeting_id: int) -> tuple[Meeting, Network, City]:
    """A session in which the person takes part for a city, and which."""
    meeting, network, city = access_received_notes(session, person, meeting_id)
    access_contributing(session, person, network.id)
    return meeting, network, city


def access_received_notes(session: Session, person: Person, meeting_id: int) -> tuple[Meeting, Network, City]:
    """What was written in a session for the person's city, which its people read when the network is closed, too."""
    meeting, network = access_meeting(session, person, meeting_id)
    membership, _ = access_network(session, person, network.id)
    city = city_by_id(session, membership.city_id)
    if city is None:
        raise NotAllowed
    return meeting, network, city


def access_asked_poll(session: Session, person: Person, poll_id: int) -> tuple[DatePoll, Network, City]:
    """A poll about dates that the person may answer, and the city for which."""
    poll = row_by_id(session, DatePoll, poll_id)
    if poll is None:
        raise NotFound
    membership, network = access_contributing(session, person, poll.network_id)
    city = city_by_id(session, membership.city_id)
    if city is None:
        raise NotAllowed
    return poll, network, city


def access_coordinated_poll(session: Session, person: Person, poll_id: int) -> tuple[DatePoll, Network]:
    """A poll about dates out of which the person may choose."""
    poll = row_by_id(session, DatePoll, poll_id)
    if poll is None:
        raise NotFound
    return poll, access_coordinating(session, person, poll.network_id)
