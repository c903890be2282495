"""A proposal follows its record: new words wait for the coordination, while outside those are read that it approved.

Whatever changes what others would read calls this, so nothing here knows how records are shown.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.proposals.telling import refresh_queue, tell_coordination, withdraw_told
from actions.proposals.words import has_news, mark_of, still, words_of
from store.locking import lock
from store.models import Proposal, ProposalState, Visibility
from store.proposals import approved_words, kind_of, proposal_of
from store.sheets import Grown


def follow(session: Session, record: Grown, now: datetime) -> None:
    """To be called after each change of a record: what is new in it is proposed by itself, if the rest is open."""
    proposal = proposal_of(session, record)
    if proposal is None or proposal.state is ProposalState.ENDED:
        return
    lock(session, proposal)
    if record.withdrawn_at is not None or record.visibility is not Visibility.NETWORK:
        end(session, proposal, now)
        return
    words = words_of(session, record, with_name=proposal.with_name)
    mark = mark_of(words)
    if mark == proposal.mark:
        return
    proposal.mark = mark
    proposal.sequence += 1
    approved = approved_words(proposal)
    if proposal.open_to is not None and approved is not None:
        proposal.said = still(approved, words).kept()  # what was taken back is kept nowhere
        _compare(session, proposal, now, is_new=has_news(approved, words))
    session.flush()


def end(session: Session, proposal: Proposal, now: datetime) -> None:
    """Nobody outside reads it any more, and nobody is asked about it."""
    proposal.state, proposal.open_to, proposal.opened_at, proposal.said = ProposalState.ENDED, None, None, None
    proposal.reason = ""
    proposal.sequence += 1
    session.flush()
    withdraw_told(session, proposal)
    refresh_queue(session, proposal.network_id, now)


def card_key(session: Session, record: Grown) -> str:
    """Of the posting of its card: another one each time that it comes back to the network."""
    proposal = proposal_of(session, record)
    begun = "" if proposal is None else f":{proposal.sequence}"
    return f"card:{kind_of(record)}:{record.id}{begun}"


def _compare(session: Session, proposal: Proposal, now: datetime, *, is_new: bool) -> None:
    """With what was approved: a change that is put back asks for nothing."""
    if is_new and proposal.state is not ProposalState.PROPOSED:
        proposal.state, proposal.proposed_at, proposal.reason = ProposalState.PROPOSED, now, ""
        session.flush()
        tell_coordination(session, proposal, now)
    elif not is_new and proposal.reach is proposal.open_to and proposal.state is not ProposalState.APPROVED:
        proposal.state, proposal.reason = ProposalState.APPROVED, ""
        session.flush()
        refresh_queue(session, proposal.network_id, now)
