"""What leaves its network: who proposes it, who takes it back, who decides, and who reads it there."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.access.behalf import is_of_city
from actions.access.networks import access_coordinating
from actions.access.shared import access_challenge, access_experience
from actions.access.sheets import tends
from actions.proposals.words import words_outside
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.memberships import membership_of, networks_of
from store.models import Challenge, Experience, FoundKind, Person, Proposal, Readers, Role, Solution, Visibility
from store.network import members_for
from store.proposals import Words, proposal_of
from store.sheets import Grown


class Outside(NamedTuple):
    """What somebody of another network, or of none, may read. answer_id: the one answer of it that is looked at."""

    proposal: Proposal
    record: Grown
    words: Words
    answer_id: int | None = None


def access_grown(session: Session, person: Person, kind: FoundKind, about_id: int) -> Grown:
    """A challenge or an experience that the person reads as their network does."""
    if kind is FoundKind.CHALLENGE:
        return access_challenge(session, person, about_id)
    if kind is FoundKind.EXPERIENCE:
        return access_experience(session, person, about_id)
    raise NotFound


def access_proposing(session: Session, person: Person, kind: FoundKind, about_id: int) -> Grown:
    """One that the person may propose for others to read."""
    record = access_grown(session, person, kind, about_id)
    if not proposes(session, person, record):
        raise NotAllowed
    return record


def access_narrowing(session: Session, person: Person, kind: FoundKind, about_id: int) -> Grown:
    """One that the person may have fewer people read: the coordination may, too."""
    record = access_grown(session, person, kind, about_id)
    if not narrows(session, person, record):
        raise NotAllowed
    return record


def access_deciding(session: Session, person: Person, proposal_id: int) -> Proposal:
    """One of which the person decides whether it leaves their network."""
    proposal = row_by_id(session, Proposal, proposal_id)
    if proposal is None:
        raise NotFound
    access_coordinating(session, person, proposal.network_id)
    return proposal


def access_outside(session: Session, person: Person | None, kind: FoundKind, about_id: int) -> Outside:
    """What was approved for everybody, or for people of all networks where this is one. None: nobody the bot knows."""
    answer_id = about_id if kind is FoundKind.SOLUTION else None
    record = _found(session, kind, about_id)
    proposal = None if record is None else proposal_of(session, record)
    if record is None or proposal is None or not _is_open_to(session, person, proposal, record):
        raise NotFound
    words = words_outside(session, proposal)
    if words is None or (answer_id is not None and answer_id not in {one["id"] for one in words.answers}):
        raise NotFound
    return Outside(proposal, record, words, answer_id)


def proposes(session: Session, person: Person, record: Grown) -> bool:
    """Whose it is, its city's titular, and when its author is gone the people of the city."""
    return tends(session, person, record) or _is_titular(session, person, record)


def narrows(session: Session, person: Person, record: Grown) -> bool:
    """The same, and who coordinates."""
    membership = membership_of(session, person.id, record.network_id)
    is_coordinator = membership is not None and membership.role is Role.COORDINATOR
    return is_coordinator or proposes(session, person, record)


def signs(person: Person, record: Grown) -> bool:
    """Whether the name on it is the person's, to be shown or not."""
    return record.noted_by is None and record.person_id == person.id


def _is_titular(session: Session, person: Person, record: Grown) -> bool:
    membership = membership_of(session, person.id, record.network_id)
    if membership is None or not is_of_city(membership, record.city_id):
        return False
    delegates = (
        each.id
        for each, _ in members_for(session, record.network_id, record.city_id or 0)
        if each.role is Role.DELEGATE
    )
    return next(delegates, None) == membership.id


def _found(session: Session, kind: FoundKind, about_id: int) -> Grown | None:
    match kind:
        case FoundKind.CHALLENGE:
            return row_by_id(session, Challenge, about_id)
        case FoundKind.EXPERIENCE:
            return row_by_id(session, Experience, about_id)
        case FoundKind.SOLUTION:
            solution = row_by_id(session, Solution, about_id)
            return None if solution is None else row_by_id(session, Challenge, solution.challenge_id)
        case _:
            return None


def _is_open_to(session: Session, person: Person | None, proposal: Proposal, record: Grown) -> bool:
    if record.withdrawn_at is not None or record.visibility is not Visibility.NETWORK:
        return False
    if proposal.open_to is Readers.PUBLIC:
        return True
    takes_part = person is not None and bool(networks_of(session, person.id))
    return proposal.open_to is Readers.NETWORKS and takes_part
