"""Whose record it is has more people read it, or fewer: more is proposed, fewer is done at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit, cards, letters
from actions.access import access_narrowing, access_own_solution, access_proposing, signs
from actions.few.ending import take_back
from actions.proposals.following import end, follow
from actions.proposals.refusals import ForFewOnly, ProposalChanged, SomethingMissing
from actions.proposals.standing import lacks, readers_of
from actions.proposals.telling import ask_answerers, refresh_queue, tell_coordination
from actions.proposals.words import has_news, mark_of, words_of
from actions.search.wording import keep_found
from actions.signing import take_back_named
from store.letters.copies import forget_subject
from store.locking import lock
from store.models import (
    Challenge,
    FoundKind,
    Network,
    Person,
    Proposal,
    ProposalState,
    Readers,
    Solution,
    Visibility,
)
from store.proposals import approved_words, kind_of, proposal_of
from store.sheets import Grown
from store.solutions import standing_solutions
from texts.message import Message
from texts.proposals import telling as texts
from texts.translator import Translator

ORDER = list(Readers)


def do_propose(
    session: Session,
    person: Person,
    kind: FoundKind,
    about_id: int,
    reach: Readers,
    *,
    with_name: bool,
    sequence: int,
    now: datetime,
) -> Proposal:
    """Asks the coordination to let others read it; nothing leaves before. Harmless when done twice.

    Raises ForFewOnly, SomethingMissing, or ProposalChanged when it stands otherwise than at the `sequence` seen.
    """
    record = access_proposing(session, person, kind, about_id)
    proposal = locked_proposal(session, person, record, now)
    if record.visibility is not Visibility.NETWORK:
        raise ForFewOnly
    if lacks(record):
        raise SomethingMissing
    with_name = with_name if signs(person, record) else proposal.with_name
    wanted = (ProposalState.PROPOSED, reach, with_name)
    if (proposal.state, proposal.reach, proposal.with_name) == wanted:
        return proposal
    if proposal.sequence != sequence or reach not in (Readers.NETWORKS, Readers.PUBLIC):
        raise ProposalChanged
    words = words_of(session, record, with_name=with_name)
    if is_open_already(proposal, reach) and not has_news(approved_words(proposal) or words, words):
        proposal.with_name = with_name
        return proposal
    proposal.state, proposal.reach, proposal.with_name = wanted
    proposal.person_id, proposal.proposed_at, proposal.reason = person.id, now, ""
    proposal.mark, proposal.sequence = mark_of(words), proposal.sequence + 1
    session.flush()
    _record(session, person, record, "proposed", reach, now)
    tell_coordination(session, proposal, now)
    ask_answerers(session, proposal, now)
    return proposal


def is_open_already(proposal: Proposal, reach: Readers) -> bool:
    """Whether all those read it for whom it would be proposed."""
    return proposal.open_to is not None and ORDER.index(proposal.open_to) >= ORDER.index(reach)


def do_narrow(
    session: Session, person: Person, kind: FoundKind, about_id: int, to: Readers, *, sequence: int, now: datetime
) -> Grown:
    """Fewer read it, at once. Harmless when done twice.

    Raises ProposalChanged when it stands otherwise than at the `sequence` seen.
    """
    record = access_narrowing(session, person, kind, about_id)
    proposal = locked_proposal(session, person, record, now)
    if readers_of(record, proposal) is to and proposal.state is not ProposalState.PROPOSED:
        return record
    if proposal.sequence != sequence:
        raise ProposalChanged
    if to is Readers.NETWORKS:
        _to_networks(session, proposal, record, now)
    else:
        end(session, proposal, now)
    if to is Readers.COORDINATORS:
        _to_coordinators(session, record, now)
    session.flush()
    keep_found(session, record)
    _record(session, person, record, "narrowed", to, now)
    return record


def do_agree(session: Session, person: Person, solution_id: int, *, agrees: bool, now: datetime) -> Solution:
    """Whose answer it is says whether it is read wherever its challenge is."""
    solution = access_own_solution(session, person, solution_id)
    if (solution.agreed_at is not None) is agrees:
        return solution
    challenge = session.get_one(Challenge, solution.challenge_id)
    lock(session, challenge)
    solution.agreed_at = now if agrees else None
    session.flush()
    follow(session, challenge, now)
    keep_found(session, challenge)
    audit.record(
        session,
        now=now,
        deed="answer_agreed" if agrees else "answer_kept_back",
        person_id=person.id,
        network_id=challenge.network_id,
        subject=f"solution:{solution.id}",
    )
    return solution


def locked_proposal(session: Session, person: Person, record: Grown, now: datetime) -> Proposal:
    """The record's, as nobody else changes it until this unit ends; a new one is over before it has begun."""
    lock(session, record)
    proposal = proposal_of(session, record)
    if proposal is not None:
        lock(session, proposal)
        return proposal
    proposal = Proposal(
        network_id=record.network_id,
        person_id=person.id,
        reach=Readers.NETWORKS,
        with_name=False,
        state=ProposalState.ENDED,
        proposed_at=now,
        reason="",
        sequence=0,
        mark=0,
        **{f"{kind_of(record)}_id": record.id},
    )
    session.add(proposal)
    session.flush()
    return proposal


def _to_networks(session: Session, proposal: Proposal, record: Grown, now: datetime) -> None:
    """From everybody to those who take part somewhere; what waits to be approved waits for these."""
    if proposal.open_to is not Readers.PUBLIC:
        raise ProposalChanged
    proposal.open_to = proposal.reach = Readers.NETWORKS
    words = words_of(session, record, with_name=proposal.with_name)
    if not has_news(approved_words(proposal) or words, words):
        proposal.state = ProposalState.APPROVED
    proposal.sequence += 1
    session.flush()
    refresh_queue(session, proposal.network_id, now)


def _to_coordinators(session: Session, record: Grown, now: datetime) -> None:
    """Its cards say no more, and no longer follow it; should it be published again, new ones are posted."""
    record.visibility = Visibility.COORDINATORS
    subject = f"{kind_of(record)}:{record.id}"
    if isinstance(record, Challenge):
        take_back(session, record)
        take_back_named(session, standing_solutions(session, record.id))
    for what in (f"card:{subject}:", f"{subject}:attached:"):
        letters.withdraw(session, what)
    network = session.get_one(Network, record.network_id)

    def taken_back(t: Translator) -> Message:
        return texts.taken_back_card(t, record)

    cards.update_card(session, network, taken_back, subject=subject, now=now)
    forget_subject(session, subject)


def _record(session: Session, person: Person, record: Grown, deed: str, to: Readers, now: datetime) -> None:
    audit.record(
        session,
        now=now,
        deed=f"{kind_of(record)}_{deed}",
        person_id=person.id,
        network_id=record.network_id,
        subject=f"{kind_of(record)}:{record.id}",
        details={"readers": to.value},
    )
