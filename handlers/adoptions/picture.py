"""The ledger as a picture."""

from actions.adoptions.picture import LEDGER, picture_message
from handlers.pictures import send_or_draw
from handlers.turn import Turn
from reports.ledger import ledger_order, unnamed
from texts.adoptions.presses import LedgerPictureAsked


def send_picture(turn: Turn, press: LedgerPictureAsked) -> None:
    """At once, or a moment later."""
    t = turn.translator
    send_or_draw(
        turn,
        LEDGER,
        press.network_id,
        lambda shown: ledger_order(t, shown),
        lambda shown, digest: picture_message(t, shown, digest, unnamed(shown)),
    )
