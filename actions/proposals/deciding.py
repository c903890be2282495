"""The coordination decides what leaves its network: as proposed, for fewer, or not yet, with a sentence why."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_deciding
from actions.proposals.refusals import ProposalChanged
from actions.proposals.telling import refresh_queue, tell_owners
from actions.proposals.words import mark_of, words_of
from actions.search.wording import keep_found
from store.locking import lock
from store.models import Person, Proposal, ProposalState, Readers, Visibility
from store.proposals import kind_of, record_of
from store.sheets import Grown


def do_approve(
    session: Session, person: Person, proposal_id: int, reach: Readers, *, sequence: int, now: datetime
) -> Proposal:
    """These words may be read there from now on. `reach`: as was proposed, or fewer. Harmless when done twice.

    Raises ProposalChanged when it, or what the record says, is not what was seen.
    """
    proposal, record = _locked(session, person, proposal_id)
    if proposal.state is ProposalState.APPROVED and proposal.open_to is reach:
        return proposal
    words = words_of(session, record, with_name=proposal.with_name)
    _check(proposal, record, sequence, mark_of(words))
    if reach not in (Readers.NETWORKS, proposal.reach):
        raise ProposalChanged
    if proposal.open_to is None:
        proposal.opened_at = now
    proposal.open_to, proposal.said, proposal.reason = reach, words.kept(), ""
    _decide(session, person, proposal, record, ProposalState.APPROVED, now)
    keep_found(session, record)
    return proposal


def do_return(
    session: Session, person: Person, proposal_id: int, reason: str, *, sequence: int, now: datetime
) -> Proposal:
    """Not like this, and why. What was approved before stays open."""
    proposal, record = _locked(session, person, proposal_id)
    _check(proposal, record, sequence, proposal.mark)
    proposal.reason = reason
    _decide(session, person, proposal, record, ProposalState.RETURNED, now)
    return proposal


def _locked(session: Session, person: Person, proposal_id: int) -> tuple[Proposal, Grown]:
    """First the record, as whoever changes it does."""
    proposal = access_deciding(session, person, proposal_id)
    record = record_of(session, proposal)
    lock(session, record)
    lock(session, proposal)
    return proposal, record


def _check(proposal: Proposal, record: Grown, sequence: int, mark: int) -> None:
    is_there = record.withdrawn_at is None and record.visibility is Visibility.NETWORK
    is_seen = proposal.state is ProposalState.PROPOSED and proposal.sequence == sequence and proposal.mark == mark
    if not (is_there and is_seen):
        raise ProposalChanged


def _decide(
    session: Session, person: Person, proposal: Proposal, record: Grown, state: ProposalState, now: datetime
) -> None:
    proposal.state, proposal.decided_at, proposal.decided_by = state, now, person.id
    proposal.sequence += 1
    session.flush()
    refresh_queue(session, proposal.network_id, now)
    tell_owners(session, proposal, now, besides=person)
    readers = proposal.open_to.value if state is ProposalState.APPROVED and proposal.open_to else ""
    audit.record(
        session,
        now=now,
        deed=f"{kind_of(record)}_{state}",
        person_id=person.id,
        network_id=proposal.network_id,
        subject=f"{kind_of(record)}:{record.id}",
        details={"readers": readers} if readers else {},
    )
