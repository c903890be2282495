"""A link leads to a record of another network: asked for, and opened or not by its coordination."""

from collections.abc import Callable
from dataclasses import replace

from actions import record_access as actions
from actions.refusals import NotFound, NotRegistered, OneSessionOnly
from handlers.feature import Feature
from handlers.form import number_in
from handlers.proposals.outside import show_outside
from handlers.turn import Turn
from store.models import FoundKind, Network, Person, RecordAccess
from texts import record_access as texts
from texts.message import Message
from texts.record_access import AccessAsked, AccessGiven, AccessRefused, AccessTakenBack


def or_ask(turn: Turn, kind: FoundKind, about_id: int, show: Callable[[], Message]) -> Message:
    """The record; or, to somebody of another network, what was approved for them of it, or how to ask for it."""
    try:
        return show()
    except (NotFound, NotRegistered, OneSessionOnly) as refusal:
        opened = show_outside(turn, kind, about_id) if turn.place.is_private else None
        if opened is not None:
            return opened
        if not isinstance(refusal, NotFound):
            raise
        closed = actions.closed_to(turn.session, turn.member, kind, about_id)
        if closed is None:
            raise
        request = actions.request_of(turn.session, turn.member, closed)
        return texts.elsewhere(turn.translator, closed.kind, closed.about_id, request)


def behind_link(kind: FoundKind, show: Callable[[Turn, int], Message]) -> Callable[[Turn, str], Message]:
    """What opens `/start challenge-7`."""

    def follow(turn: Turn, number: str) -> Message:
        about_id = number_in(number or "0")
        return or_ask(turn, kind, about_id, lambda: show(turn, about_id))

    return follow


def ask(turn: Turn, press: AccessAsked) -> Message:
    """Passes it on to the coordination."""
    turn.check_private()
    actions.do_ask(turn.session, turn.member, press.kind, press.about_id, now=turn.now)
    return texts.asked(turn.translator)


def give(turn: Turn, press: AccessGiven) -> Message:
    """Opens it."""
    turn.check_private()
    request = actions.do_give(turn.session, turn.member, press.request_id, now=turn.now)
    turn.toast = texts.decided(turn.translator, request)
    return _as_it_stands(turn, request)


def refuse(turn: Turn, press: AccessRefused) -> Message:
    """Leaves it closed."""
    turn.check_private()
    request = actions.do_refuse(turn.session, turn.member, press.request_id, now=turn.now)
    turn.toast = texts.decided(turn.translator, request)
    return _as_it_stands(turn, request)


def take_back(turn: Turn, press: AccessTakenBack) -> Message:
    """Closes it again."""
    turn.check_private()
    request = actions.do_take_back(turn.session, turn.member, press.request_id, now=turn.now)
    turn.toast = texts.taken_back(turn.translator)
    return _as_it_stands(turn, request)


def _as_it_stands(turn: Turn, request: RecordAccess) -> Message:
    """Here, and before the others who coordinate."""
    pressed = turn.place.id, turn.incoming.message_id
    actions.refresh_requests(turn.session, request.person_id, request.network_id, turn.now, shown=pressed)
    asker, network = (
        turn.session.get_one(Person, request.person_id),
        turn.session.get_one(Network, request.network_id),
    )
    shown = actions.show_requests(turn.session, turn.translator, asker, network)
    return replace(shown, subject=actions.subject_of(asker.id, network.id))


FEATURE = Feature(
    presses={AccessAsked: ask, AccessGiven: give, AccessRefused: refuse, AccessTakenBack: take_back},
)
