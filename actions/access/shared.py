"""What people share, ask and announce: who reads it, and whose it is."""

from typing import TypeVar

from sqlalchemy.orm import Session

from actions.access.networks import access_network
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.memberships import membership_of
from store.models import Announcement, Challenge, Experience, Person, Prompt, Role, Solution, Visibility

R = TypeVar("R", Challenge, Experience)


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


def access_announcement(session: Session, person: Person, announcement_id: int) -> Announcement:
    """An announcement that the person wrote."""
    announcement = row_by_id(session, Announcement, announcement_id)
    if announcement is None or announcement.person_id != person.id:
        raise NotFound
    return announcement


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
