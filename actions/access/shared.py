"""What people share, ask and announce: who reads it, and whose it is."""

from typing import TypeVar

from sqlalchemy.orm import Session

from actions.access.behalf import answers_for, is_of_city
from actions.access.given import is_given
from actions.access.networks import access_network
from actions.refusals import NotAllowed, NotFound, OneSessionOnly
from store.database import row_by_id
from store.memberships import membership_of, networks_of
from store.models import (
    Announcement,
    AnnouncementTemplate,
    Archive,
    Challenge,
    Experience,
    FoundKind,
    Network,
    Person,
    Prompt,
    PromptAnswer,
    Role,
    Solution,
    Visibility,
)
from store.solutions import co_author

R = TypeVar("R", Challenge, Experience)
S = TypeVar("S", Challenge, Experience, Solution)


def access_challenge(session: Session, person: Person, challenge_id: int) -> Challenge:
    """A challenge that the person may read."""
    return _readable(session, person, row_by_id(session, Challenge, challenge_id))


def access_experience(session: Session, person: Person, experience_id: int) -> Experience:
    """An experience that the person may read."""
    return _readable(session, person, row_by_id(session, Experience, experience_id))


def access_own_challenge(session: Session, person: Person, challenge_id: int) -> Challenge:
    """A challenge that the person may change: its author; of what was noted for a city, its people and coordination."""
    return _own(session, person, access_challenge(session, person, challenge_id))


def access_asked_challenge(session: Session, person: Person, challenge_id: int) -> tuple[Challenge, bool]:
    """A challenge of which the person says how it ended, and whether they note that in the city's name.

    Its author says so, or the city's people when the author is gone; the coordination notes it.
    """
    challenge = access_challenge(session, person, challenge_id)
    if asks(session, person, challenge):
        return challenge, False
    if not notes_for(session, person, challenge):
        raise NotAllowed
    return challenge, True


def asks(session: Session, person: Person, challenge: Challenge) -> bool:
    """Whether the challenge is the person's to answer for. It belongs to the city and outlives its author."""
    if challenge.noted_by is None and challenge.person_id == person.id:
        return True
    if not is_of_city(membership_of(session, person.id, challenge.network_id), challenge.city_id):
        return False
    return challenge.noted_by is not None or not is_there(session, challenge.person_id, challenge.network_id)


def notes_for(session: Session, person: Person, challenge: Challenge) -> bool:
    """Whether the person may note how a challenge ended for the city that asks: as coordination, in an open network."""
    membership = membership_of(session, person.id, challenge.network_id)
    if challenge.city_id is None or membership is None or membership.role is not Role.COORDINATOR:
        return False
    network = row_by_id(session, Network, challenge.network_id)
    return network is not None and network.closed_at is None


def access_own_experience(session: Session, person: Person, experience_id: int) -> Experience:
    """An experience that the person may change, as with challenges."""
    return _own(session, person, access_experience(session, person, experience_id))


def access_solution(session: Session, person: Person, solution_id: int) -> Solution:
    """A solution of a challenge that the person may read."""
    solution = row_by_id(session, Solution, solution_id)
    if solution is None or solution.withdrawn_at is not None:
        raise NotFound
    access_challenge(session, person, solution.challenge_id)
    return solution


def access_own_solution(session: Session, person: Person, solution_id: int) -> Solution:
    """A solution that the person may change, as with challenges."""
    return _own(session, person, access_solution(session, person, solution_id))


def access_worded_solution(session: Session, person: Person, solution_id: int) -> Solution:
    """A solution that the person may word: whoever may change it, and who gave it together with them."""
    solution = access_solution(session, person, solution_id)
    if not may_word(session, person, solution):
        raise NotAllowed
    return solution


def may_word(session: Session, person: Person, solution: Solution) -> bool:
    """Whether the words of a solution are the person's, too."""
    return owns(session, person, solution) or co_author(session, solution.id, person.id) is not None


def access_prompt(session: Session, person: Person, prompt_id: int) -> Prompt:
    """A question that was put to a network of the person."""
    prompt = row_by_id(session, Prompt, prompt_id)
    if prompt is None or prompt.asked_at is None:
        raise NotFound
    access_network(session, person, prompt.network_id)
    return prompt


def access_prompt_answer(session: Session, person: Person, answer_id: int) -> tuple[PromptAnswer, Prompt]:
    """An answer to a question that was put to a network of the person, or one that was opened to them."""
    answer = row_by_id(session, PromptAnswer, answer_id)
    if answer is None or answer.withdrawn_at is not None:
        raise NotFound
    try:
        return answer, access_prompt(session, person, answer.prompt_id)
    except (NotFound, OneSessionOnly):
        if not is_given(session, person, FoundKind.ANSWER, answer.id):
            raise
        return answer, session.get_one(Prompt, answer.prompt_id)


def access_archive(session: Session, person: Person, archive_id: int) -> Archive:
    """What an earlier edition left behind is open to whoever takes part in any network."""
    archive = row_by_id(session, Archive, archive_id)
    if archive is None or not networks_of(session, person.id):
        raise NotFound
    return archive


def access_announcement(session: Session, person: Person, announcement_id: int) -> Announcement:
    """An announcement that the person wrote."""
    announcement = row_by_id(session, Announcement, announcement_id)
    if announcement is None or announcement.person_id != person.id:
        raise NotFound
    return announcement


def access_template(session: Session, person: Person, template_id: int) -> AnnouncementTemplate:
    """A template that the person has kept."""
    template = row_by_id(session, AnnouncementTemplate, template_id)
    if template is None or template.person_id != person.id:
        raise NotFound
    return template


def _readable(session: Session, person: Person, record: R | None) -> R:
    if record is None or record.withdrawn_at is not None or not may_read(session, person, record):
        raise NotFound
    return record


def may_read(session: Session, person: Person, record: Challenge | Experience) -> bool:
    """Whether something is shared with the person. Of what was noted for a city: its people, not who once noted it."""
    try:
        return _is_shared(session, person, record)
    except (NotFound, OneSessionOnly):
        kind = FoundKind.CHALLENGE if isinstance(record, Challenge) else FoundKind.EXPERIENCE
        if record.visibility is Visibility.NETWORK and is_given(session, person, kind, record.id):
            return True
        raise


def _is_shared(session: Session, person: Person, record: Challenge | Experience) -> bool:
    membership, _ = access_network(session, person, record.network_id)
    if record.visibility is Visibility.NETWORK or membership.role is Role.COORDINATOR:
        return True
    if record.noted_by is None:
        return record.person_id == person.id
    return is_of_city(membership, record.city_id)


def is_there(session: Session, person_id: int, network_id: int) -> bool:
    """Whether somebody takes part in a network still."""
    person = row_by_id(session, Person, person_id)
    return person is not None and person.erased_at is None and membership_of(session, person_id, network_id) is not None


def owns(session: Session, person: Person, record: Challenge | Experience | Solution) -> bool:
    """Whether something is the person's to change and to withdraw."""
    if record.noted_by is None:
        return record.person_id == person.id
    return answers_for(session, person, network_id_of(session, record), record.city_id)


def network_id_of(session: Session, record: Challenge | Experience | Solution) -> int:
    """Where it was shared."""
    if isinstance(record, Solution):
        return session.get_one(Challenge, record.challenge_id).network_id
    return record.network_id


def _own(session: Session, person: Person, record: S) -> S:
    if not owns(session, person, record):
        raise NotAllowed
    return record
