"""What the coordination does with pairs: opens and closes them, notes for cities, parts and pairs by hand."""

from actions.access import access_coordinating, access_pair, access_planned_pairs
from actions.pairs.changing import do_pair_by_hand, do_part
from actions.pairs.refusals import PairChanged, PairsLeft
from actions.pairs.wishes import do_switch
from handlers.pairs.showing import month_for
from handlers.turn import Turn
from store.network import city_in_network
from texts.message import Message, plain_text
from texts.pairs import month
from texts.pairs.presses import HandPairBegun, PairsSwitched, PairUndone, SwitchingOffAsked, WishesNoted


def switch(turn: Turn, press: PairsSwitched) -> Message:
    """Open, or closed."""
    turn.check_private()
    if do_switch(turn.session, turn.member, press.network_id, is_on=press.is_on, now=turn.now):
        turn.toast = month.switched(turn.translator, is_on=press.is_on)
    return month.page(turn.translator, month_for(turn, press.network_id))


def ask_whether_to_switch_off(turn: Turn, press: SwitchingOffAsked) -> Message:
    """Really?"""
    turn.check_private()
    access_coordinating(turn.session, turn.member, press.network_id)
    return month.whether_to_switch_off(turn.translator, month_for(turn, press.network_id))


def note_wishes(turn: Turn, press: WishesNoted) -> Message:
    """What cities have said otherwise."""
    turn.check_private()
    access_coordinating(turn.session, turn.member, press.network_id)
    return month.wishes_page(turn.translator, month_for(turn, press.network_id))


def part(turn: Turn, press: PairUndone) -> Message:
    """Before they are told."""
    turn.check_private()
    seen = access_pair(turn.session, turn.member, press.pair_id)
    try:
        do_part(turn.session, turn.member, seen, sequence=press.sequence, now=turn.now)
    except (PairChanged, PairsLeft) as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return month.page(turn.translator, month_for(turn, seen.network.id))


def pair_by_hand(turn: Turn, press: HandPairBegun) -> Message:
    """Which one, with which other one, and then it is done."""
    turn.check_private()
    network, round_ = access_planned_pairs(turn.session, turn.member, press.round_id)
    if not press.other_id:
        shown = month_for(turn, network.id)
        first = city_in_network(turn.session, network.id, press.city_id) if press.city_id else None
        return month.hand_page(turn.translator, shown, first, round_.id, press.sequence)
    cities = press.city_id, press.other_id
    try:
        do_pair_by_hand(turn.session, turn.member, round_.id, cities, sequence=press.sequence, now=turn.now)
    except (PairChanged, PairsLeft) as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return month.page(turn.translator, month_for(turn, network.id))
