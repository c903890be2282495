"""Proposals as they are looked at, and a new one."""

from actions.access import access_composition, access_consultation
from actions.composing.keeping import Wish, do_compute
from actions.composing.standing import shown_of
from handlers.turn import Turn
from store import composing as store
from store.models import Composition
from texts.composing import listing, proposal
from texts.composing.presses import (
    CompositionOpened,
    CompositionsOpened,
    ComputationWanted,
    LeftOutOpened,
    ProposedOpened,
    RulesOpened,
)
from texts.composing.shown import ProposalShown
from texts.message import Message


def open_compositions(turn: Turn, press: CompositionsOpened) -> Message:
    """Those that are kept."""
    turn.check_private()
    consultation = access_consultation(turn.session, turn.member, press.consultation_id)
    found = store.compositions_of(turn.session, consultation.id)
    return listing.proposals(turn.translator, consultation, found, store.convenings_of(turn.session, consultation.id))


def open_rules(turn: Turn, press: RulesOpened) -> Message:
    """What a new one is to keep to."""
    turn.check_private()
    consultation = access_consultation(turn.session, turn.member, press.consultation_id)
    _wish(press).check()
    base = access_composition(turn.session, turn.member, press.base_id) if press.base_id else None
    return listing.rules(turn.translator, consultation, press, base)


def compute(turn: Turn, press: ComputationWanted) -> Message:
    """It is looked for apart; the same is shown again."""
    turn.check_private()
    composition, _is_new = do_compute(turn.session, turn.member, press.consultation_id, _wish(press), now=turn.now)
    return page(turn, composition)


def _wish(press: RulesOpened | ComputationWanted) -> Wish:
    return Wish(press.least, press.most, press.per_member, press.hours_shared, press.base_id)


def open_composition(turn: Turn, press: CompositionOpened) -> Message:
    """One of them."""
    turn.check_private()
    return page(turn, access_composition(turn.session, turn.member, press.composition_id))


def page(turn: Turn, composition: Composition) -> Message:
    """As it stands."""
    return proposal.page(turn.translator, shown_of(turn.session, composition))


def shown(turn: Turn, composition_id: int) -> ProposalShown:
    """For who may see it."""
    turn.check_private()
    return shown_of(turn.session, access_composition(turn.session, turn.member, composition_id))


def open_proposed(turn: Turn, press: ProposedOpened) -> Message:
    """One network; the whole proposal when it has that one no more."""
    found = shown(turn, press.composition_id)
    network = found.network(press.field_id)
    if network is None:
        return proposal.page(turn.translator, found)
    return proposal.network(turn.translator, found, network)


def open_left_out(turn: Turn, press: LeftOutOpened) -> Message:
    """Whom it leaves out."""
    return proposal.left_out(turn.translator, shown(turn, press.composition_id), press.page)
