"""The only place that grants: each function fetches with permission, or refuses.

What a person may not even know of is NotFound; what they may see but not do is NotAllowed.
"""

from typing import NamedTuple, TypeVar

from sqlalchemy.orm import Session

from actions.refusals import LeftNetwork, NetworkClosed, NotAllowed, NotFound
from store.commitments import city_in
from store.database import row_by_id
from store.memberships import city_by_id, membership_of, networks_of
from store.models import (
    Announcement,
    Challenge,
    City,
    DatePoll,
    Experience,
    Meeting,
    Membership,
    Network,
    Person,
    Prompt,
    Role,
    Rota,
    Solution,
    TurnSwap,
    Visibility,
)
from store.registration import membership_ever
from store.rota import published_rota_of

R = TypeVar("R", Challenge, Experience)


class Speaker(NamedTuple):
    """Somebody who speaks for a city about a session; `is_noting`: as the coordination, in the city's name."""

    meeting: Meeting
    network: Network
    city: City
    is_noting: bool


STAFF = (Role.COORDINATOR, Role.FACILITATOR)


def access_network(session: Session, person: Person, network_id: int) -> tuple[Membership, Network]:
    """A network that the person takes part in."""
    membership = membership_of(session, person.id, network_id)
    network = row_by_id(session, Network, network_id)
    if network is None:
        raise NotFound
    if membership is None:
        raise LeftNetwork(network.name) if membership_ever(session, person.id, network_id) is not None else NotFound
    return membership, network


def access_contributing(session: Session, person: Person, network_id: int) -> tuple[Membership, Network]:
    """A network to which the person may add something."""
    membership, network = access_network(session, person, network_id)
    if network.closed_at is not None:
        raise NetworkClosed
    if membership.role is Role.GUEST:
        raise NotAllowed
    return membership, network


def contributing_networks(session: Session, person: Person) -> list[Network]:
    """The networks to which the person may add something, perhaps none."""
    return [network for member, network in networks_of(session, person.id) if may_contribute(member, network)]


def may_contribute(membership: Membership, network: Network) -> bool:
    """Guests listen; a closed network can only be read."""
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
    city = city_in(session, network.id, city_id)
    if city is None:
        raise NotFound
    if membership.city_id != city.id and membership.role is not Role.COORDINATOR:
        raise NotAllowed
    return Speaker(meeting, network, city, is_noting=membership.city_id != city.id)


def access_challenge(session: Session, person: Person, challenge_id: int) -> Challenge:
    """A challenge that the person may read."""
    return _readable(session, person, row_by_id(session, Challenge, challenge_id))


def access_experience(session: Session, person: Person, experience_id: int) -> Experience:
    """An experience that the person may read."""
    return _readable(session, person, row_by_id(session, Experience, experience_id))


def access_own_challenge(session: Session, person: Person, challenge_id: int) -> Challenge:
    """A challenge that the person may change: its author."""
    return _own(person, access_challenge(session, person, challenge_id))


def access_asked_challenge(session: Session, person: Person, challenge_id: int) -> Challenge:
    """A challenge of which the person says how it ended: its author, or the city's people when the author is gone."""
    challenge = access_challenge(session, person, challenge_id)
    if not asks(session, person, challenge):
        raise NotAllowed
    return challenge


def asks(session: Session, person: Person, challenge: Challenge) -> bool:
    """Whether the challenge is the person's to answer for. It belongs to the city and outlives its author."""
    if challenge.person_id == person.id:
        return True
    membership = membership_of(session, person.id, challenge.network_id)
    is_of_the_city = (
        membership is not None
        and membership.role is Role.DELEGATE
        and membership.city_id is not None
        and membership.city_id == challenge.city_id
    )
    return is_of_the_city and not _is_there(session, challenge.person_id, challenge.network_id)


def access_own_experience(session: Session, person: Person, experience_id: int) -> Experience:
    """An experience that the person may change: its author."""
    return _own(person, access_experience(session, person, experience_id))


def access_solution(session: Session, person: Person, solution_id: int) -> Solution:
    """A solution of a challenge that the person may read."""
    solution = row_by_id(session, Solution, solution_id)
    if solution is None or solution.withdrawn_at is not None:
        raise NotFound
    access_challenge(session, person, solution.challenge_id)
    return solution


def access_own_solution(session: Session, person: Person, solution_id: int) -> Solution:
    """A solution that the person may change: its author."""
    solution = access_solution(session, person, solution_id)
    if solution.person_id != person.id:
        raise NotAllowed
    return solution


def access_prompt(session: Session, person: Person, prompt_id: int) -> Prompt:
    """A question that was put to a network of the person."""
    prompt = row_by_id(session, Prompt, prompt_id)
    if prompt is None or prompt.asked_at is None:
        raise NotFound
    access_network(session, person, prompt.network_id)
    return prompt


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


def access_published_rota(session: Session, person: Person, network_id: int) -> Rota:
    """The rota of cases of a network that the person takes part in; a proposal is not for everybody."""
    _, network = access_network(session, person, network_id)
    rota = published_rota_of(session, network.id)
    if rota is None:
        raise NotFound
    return rota


def access_coordinated_rota(session: Session, person: Person, rota_id: int) -> tuple[Rota, Network]:
    """A rota of cases that the person may change and publish."""
    rota = row_by_id(session, Rota, rota_id)
    if rota is None:
        raise NotFound
    return rota, access_coordinating(session, person, rota.network_id)


def access_presenting(session: Session, person: Person, network_id: int) -> tuple[Rota, Network, City]:
    """The published rota of a network, and the city for which the person may speak about its turn."""
    membership, network = access_contributing(session, person, network_id)
    rota = published_rota_of(session, network.id)
    if rota is None:
        raise NotFound
    city = city_by_id(session, membership.city_id)
    if city is None:
        raise NotAllowed
    return rota, network, city


def access_asked_swap(session: Session, person: Person, swap_id: int) -> tuple[TurnSwap, Rota, Network, City]:
    """A question whether two cities swap, which the person may answer for one of them."""
    swap, rota, network, city = _swap(session, person, swap_id)
    if city.id != swap.other_city_id:
        raise NotAllowed
    return swap, rota, network, city


def access_own_swap(session: Session, person: Person, swap_id: int) -> tuple[TurnSwap, Rota, Network, City]:
    """A question whether two cities swap, which the person's own city asks."""
    swap, rota, network, city = _swap(session, person, swap_id)
    if city.id != swap.city_id:
        raise NotAllowed
    return swap, rota, network, city


def access_announcement(session: Session, person: Person, announcement_id: int) -> Announcement:
    """An announcement that the person wrote."""
    announcement = row_by_id(session, Announcement, announcement_id)
    if announcement is None or announcement.person_id != person.id:
        raise NotFound
    return announcement


def _swap(session: Session, person: Person, swap_id: int) -> tuple[TurnSwap, Rota, Network, City]:
    """It is between two cities: of it the others know nothing."""
    swap = session.get(TurnSwap, swap_id)
    asked_in = session.get(Rota, swap.rota_id) if swap is not None else None
    if swap is None or asked_in is None:
        raise NotFound
    rota, network, city = access_presenting(session, person, asked_in.network_id)
    if city.id not in (swap.city_id, swap.other_city_id):
        raise NotFound
    return swap, rota, network, city


def _readable(session: Session, person: Person, record: R | None) -> R:
    if record is None or record.withdrawn_at is not None:
        raise NotFound
    membership, _ = access_network(session, person, record.network_id)
    is_shared = record.visibility is Visibility.NETWORK
    if not (is_shared or record.person_id == person.id or membership.role is Role.COORDINATOR):
        raise NotFound
    return record


def _is_there(session: Session, person_id: int, network_id: int) -> bool:
    person = row_by_id(session, Person, person_id)
    return person is not None and person.erased_at is None and membership_of(session, person_id, network_id) is not None


def _own(person: Person, record: R) -> R:
    if record.person_id != person.id:
        raise NotAllowed
    return record
