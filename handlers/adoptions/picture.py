"""The ledger as a picture."""

from actions.adoptions.picture import ledger_for, picture_message, want_picture
from handlers.turn import Turn
from reports.ledger import ledger_order, unnamed
from store.tasks import use_again
from texts.adoptions import picture as texts
from texts.adoptions.presses import LedgerPictureAsked


def send_picture(turn: Turn, press: LedgerPictureAsked) -> None:
    """At once when nothing has changed since it was drawn last, or a moment later."""
    turn.check_private()
    shown = ledger_for(turn.session, turn.member, press.network_id)
    order = ledger_order(turn.translator, shown)
    if use_again(turn.session, order.digest, turn.now):
        turn.say(picture_message(turn.translator, shown, order.digest, unnamed(shown)))
        turn.toast = texts.sent(turn.translator)
        return
    want_picture(turn.session, turn.member, shown.network, turn.now)
    turn.toast = texts.begun(turn.translator)
