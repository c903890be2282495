"""Two proposals side by side."""

from actions.access import access_composition
from actions.composing.comparing import difference_between
from handlers.turn import Turn
from store.composing import compositions_of
from texts.composing import listing
from texts.composing.presses import ComparingBegun, CompositionsCompared
from texts.message import Message


def begin_comparing(turn: Turn, press: ComparingBegun) -> Message:
    """With which other one that has networks."""
    turn.check_private()
    one = access_composition(turn.session, turn.member, press.composition_id)
    others = [
        other
        for other in compositions_of(turn.session, one.consultation_id)
        if other.id != one.id and other.found.get("networks")
    ]
    return listing.comparing(turn.translator, one, others)


def compare(turn: Turn, press: CompositionsCompared) -> Message:
    """Points by criterion, and who moves."""
    turn.check_private()
    first = access_composition(turn.session, turn.member, press.first_id)
    second = access_composition(turn.session, turn.member, press.second_id)
    return listing.compared(turn.translator, difference_between(turn.session, first, second))
