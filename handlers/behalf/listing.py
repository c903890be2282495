"""What can be noted for a city now, and what is noted: only what is open has a key."""

from collections.abc import Callable, Sequence

from actions.access import (
    access_challenge,
    access_given_offer,
    access_network,
    access_noting_list,
    access_own_challenge,
    access_own_experience,
    access_own_solution,
    access_speaking,
    is_of_city,
    network_id_of,
    prepares,
)
from actions.behalf import standing
from actions.challenges import do_confirm_outcome
from actions.challenges import do_take_over as take_over_challenge
from actions.commitments.taking import do_take_over as take_over_commitment
from actions.experiences import do_take_over as take_over_experience
from actions.network import access_city
from actions.offers.offering import do_take_over as take_over_offer
from actions.refusals import NotAllowed, NotFound
from actions.solutions import do_take_over as take_over_solution
from handlers.adoptions.noting import adoption_keys, take_over_adoption
from handlers.behalf.afterwards import meeting_keys
from handlers.behalf.asking import asking_keys
from handlers.behalf.people import people_keys
from handlers.behalf.turns import turn_keys
from handlers.challenges.showing import show_own as show_challenge
from handlers.commitments.showing import check_private
from handlers.commitments.showing import one_of as one_commitment
from handlers.experiences import show_own as show_experience
from handlers.live.taking_part import live_keys
from handlers.offers.showing import one_of as one_offer
from handlers.solutions import show_solution
from handlers.turn import Turn
from store.behalf import notings_of
from store.challenges import count_by_city
from store.database import row_by_id
from store.models import Challenge, City, Commitment, Experience, Network, NotedKind, Role, Solution
from texts.behalf import pages, words
from texts.behalf.presses import BehalfOpened, NotedOpened, NotedTakenOver
from texts.message import Button, Message
from texts.solutions.presses import SolutionOpened

Entry = Callable[[Turn, Network, City], Sequence[Button]]


def open_list(turn: Turn, press: BehalfOpened) -> Message:
    """What the city has said otherwise can be noted here."""
    check_private(turn)
    voice, city = access_noting_list(turn.session, turn.member, press.network_id, press.city_id)
    coordinates = voice.membership.role is Role.COORDINATOR
    network, entries = voice.network, ENTRIES if coordinates else OF_SESSIONS
    keys = [key for entry in entries for key in entry(turn, network, city)]
    has_noted = coordinates and bool(notings_of(turn.session, network.id, city.id, 1))
    return pages.open_list(turn.translator, network, city, keys, has_noted=has_noted)


def open_noted(turn: Turn, press: NotedOpened) -> Message:
    """For the city's people, and for the coordination."""
    check_private(turn)
    membership, network, city = access_city(turn.session, turn.member, press.network_id, press.city_id)
    is_own = is_of_city(membership, city.id)
    if not is_own and membership.role is not Role.COORDINATOR:
        raise NotAllowed
    notings = notings_of(turn.session, network.id, city.id, pages.MOST_NOTED)
    noted = [one for noting in notings if (one := standing.noted(turn.session, noting, turn.member)) is not None]
    return pages.noted_list(turn.translator, network, city, noted, is_own=is_own)


def follow_link(turn: Turn, number: str) -> Message:
    """`/start noted-3`: what is noted for the person's city in this network."""
    membership, _ = access_network(turn.session, turn.member, int(number or 0))
    return open_noted(turn, NotedOpened(membership.network_id, membership.city_id or 0))


def take_over(turn: Turn, press: NotedTakenOver) -> Message:
    """The city's own from now on."""
    check_private(turn)
    session, person, now = turn.session, turn.member, turn.now
    turn.toast = words.taken_over(turn.translator)
    match press.kind:
        case NotedKind.CHALLENGE:
            challenge = access_own_challenge(session, person, press.about_id)
            _check_city(turn, challenge.network_id, challenge)
            take_over_challenge(session, person, challenge, now)
            return show_challenge(turn, press.about_id)
        case NotedKind.OUTCOME:
            do_confirm_outcome(session, person, access_challenge(session, person, press.about_id), now)
            return show_challenge(turn, press.about_id)
        case NotedKind.EXPERIENCE:
            experience = access_own_experience(session, person, press.about_id)
            _check_city(turn, experience.network_id, experience)
            take_over_experience(session, person, experience, now)
            return show_experience(turn, press.about_id)
        case NotedKind.SOLUTION:
            solution = access_own_solution(session, person, press.about_id)
            _check_city(turn, network_id_of(session, solution), solution)
            take_over_solution(session, person, solution, now)
            return show_solution(turn, SolutionOpened(press.about_id))
        case NotedKind.COMMITMENT:
            return _take_over_commitment(turn, press.about_id)
        case NotedKind.OFFER:
            offer, speaker = access_given_offer(session, person, press.about_id)
            take_over_offer(session, person, offer, speaker, now=now)
            return one_offer(turn, offer.id)
        case NotedKind.ADOPTION:
            return take_over_adoption(turn, press.about_id)
    raise NotAllowed


def _check_city(turn: Turn, network_id: int, record: Challenge | Experience | Solution) -> None:
    """Who coordinates may change what was noted; that it is the city's own, its people say."""
    membership, _ = access_network(turn.session, turn.member, network_id)
    if record.noted_by is not None and not is_of_city(membership, record.city_id):
        raise NotAllowed


def _take_over_commitment(turn: Turn, number: int) -> Message:
    commitment = row_by_id(turn.session, Commitment, number)
    if commitment is None:
        raise NotFound
    speaker = access_speaking(turn.session, turn.member, commitment.meeting_id, commitment.city_id)
    take_over_commitment(turn.session, turn.member, speaker, now=turn.now)
    return one_commitment(turn, commitment.meeting_id, commitment.city_id)


def _sharing(turn: Turn, network: Network, city: City) -> list[Button]:
    t, session = turn.translator, turn.session
    keys = [*pages.sharing_keys(t, network, city)]
    if count_by_city(session, network.id, city.id, is_own=False):
        keys.append(pages.solution_key(t, network, city))
    if count_by_city(session, network.id, city.id, is_own=True):
        keys.append(pages.outcome_key(t, network, city))
    return keys


def city_keys(turn: Turn, network: Network, city: City) -> list[Button]:
    """On the city's page: for the coordination of an open network, and for the city's people."""
    membership, _ = access_network(turn.session, turn.member, network.id)
    if is_of_city(membership, city.id):
        return (
            [pages.noted_key(turn.translator, network, city)]
            if notings_of(turn.session, network.id, city.id, 1)
            else []
        )
    if not prepares(membership) or network.closed_at is not None:
        return []
    return [words.behalf_key(turn.translator, network.id, city)]


OF_SESSIONS: tuple[Entry, ...] = (live_keys, meeting_keys)  # those who facilitate note these, too
ENTRIES: tuple[Entry, ...] = (live_keys, _sharing, adoption_keys, asking_keys, turn_keys, meeting_keys, people_keys)
