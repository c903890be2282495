"""The coordination approves what leaves its network, one record after the other."""

from dataclasses import replace

from actions.access import access_coordinating, access_deciding
from actions.proposals import deciding as actions
from actions.proposals.following import follow
from actions.proposals.outside import shown_with
from actions.proposals.refusals import ProposalChanged
from actions.proposals.standing import words_proposed
from actions.refusals import Refused
from handlers.form import Answers, Form, Step, number_in, restart, typed
from handlers.turn import Turn
from store.models import Draft, Network, Proposal
from store.proposals import next_waiting, record_of, waiting_in
from texts import forms as form_texts
from texts.message import Message, paragraphs
from texts.proposals import deciding as texts
from texts.proposals.presses import ProposalApproved, QueueOpened, ReturnBegun


def show_queue(turn: Turn, press: QueueOpened) -> Message:
    """The next one, as others would read it."""
    turn.check_private()
    return _next(turn, access_coordinating(turn.session, turn.member, press.network_id), press.after)


def approve(turn: Turn, press: ProposalApproved) -> Message:
    """And on to the next."""
    turn.check_private()
    proposal = access_deciding(turn.session, turn.member, press.proposal_id)
    try:
        actions.do_approve(
            turn.session, turn.member, press.proposal_id, press.reach, sequence=press.sequence, now=turn.now
        )
    except ProposalChanged as refusal:
        return _again(turn, refusal, proposal)
    turn.toast = texts.approved(turn.translator)
    return _next(turn, _network(turn, proposal), proposal.id)


def begin_return(turn: Turn, press: ReturnBegun) -> Message:
    """The form of one sentence."""
    turn.check_private()
    access_deciding(turn.session, turn.member, press.proposal_id)
    return restart(turn, FORM, f"{press.proposal_id}-{press.sequence}")


def _next(turn: Turn, network: Network, after: int) -> Message:
    proposal = next_waiting(turn.session, network.id, after)
    if proposal is None:
        return texts.nothing_waits(turn.translator, network)
    record = record_of(turn.session, proposal)
    follow(turn.session, record, turn.now)  # its keys stand for these words
    number = waiting_in(turn.session, [network.id])[network.id]
    shown = shown_with(turn.session, record, words_proposed(turn.session, record, proposal))
    return texts.to_decide(turn.translator, proposal, shown, number)


def _again(turn: Turn, refusal: Refused, proposal: Proposal) -> Message:
    """As it stands, below why nothing was done."""
    page = _next(turn, _network(turn, proposal), proposal.id - 1)
    return replace(page, text=paragraphs(refusal.sentence(turn.translator), page.text))


def _network(turn: Turn, proposal: Proposal) -> Network:
    return turn.session.get_one(Network, proposal.network_id)


def _argument(answers: Answers) -> tuple[int, int]:
    proposal_id, _, sequence = str(answers["argument"]).partition("-")
    return number_in(proposal_id), number_in(sequence)


def _known(turn: Turn, argument: str) -> Answers:
    access_deciding(turn.session, turn.member, _argument({"argument": argument})[0])
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    proposal = access_deciding(turn.session, turn.member, _argument(draft.answers)[0])
    return texts.reason_question(turn.translator, record_of(turn.session, proposal).title)


def _finish(turn: Turn, answers: Answers) -> Message:
    proposal_id, sequence = _argument(answers)
    proposal = access_deciding(turn.session, turn.member, proposal_id)
    try:
        actions.do_return(turn.session, turn.member, proposal_id, answers["reason"], sequence=sequence, now=turn.now)
    except ProposalChanged as refusal:
        return _again(turn, refusal, proposal)
    page = _next(turn, _network(turn, proposal), proposal.id)
    return replace(page, text=paragraphs(texts.returned_mark(turn.translator), page.text))


FORM = Form(
    name="proposal_reason",
    title=texts.form_title,
    steps=(Step("reason", _ask, take=typed(texts.REASON_LIMIT)),),
    finish=_finish,
    known=_known,
    leave=form_texts.unchanged_label,
)
