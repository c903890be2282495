"""Whose record it is has more people read it, or fewer."""

from dataclasses import replace

from actions.access import access_narrowing, access_proposing, narrows
from actions.proposals import proposing as actions
from actions.proposals.outside import shown_with
from actions.proposals.refusals import ForFewOnly, ProposalChanged, SomethingMissing
from actions.proposals.standing import Lacking, lacks, standing_of
from actions.proposals.words import words_of
from actions.refusals import Refused
from handlers.turn import Turn
from store.models import Challenge, ProposalState, Readers, Solution
from store.proposals import proposal_of
from store.sheets import Grown
from texts.attachments.shown import with_key_above, with_key_beside
from texts.message import Html, Message, paragraphs
from texts.proposals import choosing as texts
from texts.proposals.presses import AnswerAgreed, Narrowed, NarrowingAsked, ProposalBegun, Proposed, ReadersOpened
from texts.proposals.telling import agreed, agreed_key


def with_readers_key(turn: Turn, record: Grown, page: Message) -> Message:
    """A record's page, with the key to who reads it for those who may change that."""
    if not narrows(turn.session, turn.member, record):
        return page
    return with_key_beside(page, texts.readers_key(turn.translator, record))


def with_agreed_key(turn: Turn, challenge: Challenge, solution: Solution, page: Message) -> Message:
    """The page of one's own answer to a challenge that is proposed to others: whether the answer goes with it."""
    proposal = proposal_of(turn.session, challenge)
    if proposal is None or (proposal.state is ProposalState.ENDED and solution.agreed_at is None):
        return page
    return with_key_above(page, agreed_key(turn.translator, solution))


def with_waiting_note(turn: Turn, record: Grown, body: Html) -> Html:
    """Before a change is saved of what others read: they go on reading what was approved."""
    proposal = proposal_of(turn.session, record)
    is_open = proposal is not None and proposal.open_to is not None
    return paragraphs(body, texts.waits_note(turn.translator)) if is_open else body


def show_readers(turn: Turn, press: ReadersOpened) -> Message:
    """How it stands."""
    turn.check_private()
    return _page(turn, access_narrowing(turn.session, turn.member, press.kind, press.about_id))


def preview(turn: Turn, press: ProposalBegun) -> Message:
    """As others would read it; or what is to be told first."""
    turn.check_private()
    record = access_proposing(turn.session, turn.member, press.kind, press.about_id)
    standing = standing_of(turn.session, turn.member, record)
    missing = lacks(record)
    if missing is not None:
        return texts.something_missing(turn.translator, standing, is_regret=missing is Lacking.REGRET)
    if standing.readers is Readers.COORDINATORS:
        return _again(turn, ForFewOnly(), record)
    words = words_of(turn.session, record, with_name=press.with_name)
    shown = shown_with(turn.session, record, words)
    return texts.preview(turn.translator, standing, shown, press.reach, with_name=press.with_name)


def propose(turn: Turn, press: Proposed) -> Message:
    """To the coordination."""
    turn.check_private()
    record = access_proposing(turn.session, turn.member, press.kind, press.about_id)
    try:
        actions.do_propose(
            turn.session,
            turn.member,
            press.kind,
            press.about_id,
            press.reach,
            with_name=press.with_name,
            sequence=press.sequence,
            now=turn.now,
        )
    except (ProposalChanged, ForFewOnly, SomethingMissing) as refusal:
        return _again(turn, refusal, record)
    turn.toast = texts.proposed(turn.translator)
    return _page(turn, record)


def ask_whether_to_narrow(turn: Turn, press: NarrowingAsked) -> Message:
    """Really?"""
    turn.check_private()
    record = access_narrowing(turn.session, turn.member, press.kind, press.about_id)
    standing = standing_of(turn.session, turn.member, record)
    return texts.whether_to_narrow(turn.translator, standing)


def narrow(turn: Turn, press: Narrowed) -> Message:
    """At once."""
    turn.check_private()
    record = access_narrowing(turn.session, turn.member, press.kind, press.about_id)
    try:
        actions.do_narrow(
            turn.session,
            turn.member,
            press.kind,
            press.about_id,
            press.to,
            sequence=press.sequence,
            now=turn.now,
        )
    except ProposalChanged as refusal:
        return _again(turn, refusal, record)
    turn.toast = texts.narrowed(turn.translator)
    return _page(turn, record)


def agree(turn: Turn, press: AnswerAgreed) -> Message:
    """Whose answer it is."""
    turn.check_private()
    solution = actions.do_agree(turn.session, turn.member, press.solution_id, agrees=press.agrees, now=turn.now)
    challenge = turn.session.get_one(Challenge, solution.challenge_id)
    told = agreed(turn.translator, challenge, agrees=press.agrees)
    return with_key_above(told, agreed_key(turn.translator, solution))


def _page(turn: Turn, record: Grown) -> Message:
    return texts.readers_page(turn.translator, standing_of(turn.session, turn.member, record))


def _again(turn: Turn, refusal: Refused, record: Grown) -> Message:
    """The page as it stands, below why nothing was done."""
    page = _page(turn, record)
    return replace(page, text=paragraphs(refusal.sentence(turn.translator), page.text))
