"""A coordinator closes a network, or reopens it within a day."""

from actions.access import access_coordinating
from actions.certificates.making import certified
from actions.closing.ending import do_close, do_reopen
from actions.closing.refusals import ClosingChanged, SessionsAhead, TooLateToReopen
from handlers.closing.showing import checklist_page, shown_to
from handlers.turn import Turn
from texts.closing import pages
from texts.closing.presses import ClosingAsked, NetworkEnded, NetworkReopened
from texts.message import Message, plain_text


def ask_whether_to_close(turn: Turn, press: ClosingAsked) -> Message:
    """Once, with what becomes of it."""
    turn.check_private()
    shown = shown_to(turn, press.network_id)
    if not shown.can_close:
        turn.toast = plain_text(SessionsAhead().sentence(turn.translator))
        return checklist_page(turn, press.network_id)
    least = min(max(press.least or shown.least, 1), len(shown.meetings))
    people = certified(turn.session, shown.network, least, turn.now)
    return pages.whether_to_close(turn.translator, shown, least, people)


def close(turn: Turn, press: NetworkEnded) -> Message:
    """Done, and the page shows it."""
    turn.check_private()
    network = access_coordinating(turn.session, turn.member, press.network_id)
    try:
        do_close(turn.session, turn.member, network, sequence=press.sequence, now=turn.now, least=max(press.least, 1))
        turn.toast = pages.closed(turn.translator)
    except (ClosingChanged, SessionsAhead) as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return checklist_page(turn, network.id)


def reopen(turn: Turn, press: NetworkReopened) -> Message:
    """It goes on."""
    turn.check_private()
    network = access_coordinating(turn.session, turn.member, press.network_id)
    try:
        do_reopen(turn.session, turn.member, network, sequence=press.sequence, now=turn.now)
        turn.toast = pages.reopened(turn.translator)
    except (ClosingChanged, TooLateToReopen) as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return checklist_page(turn, network.id)
