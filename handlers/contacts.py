"""Still for one's city: one tap below the digest, which stays to be read."""

from actions import contacts as actions
from handlers.feature import Feature
from handlers.turn import Turn
from texts import contacts as texts
from texts.contacts import ContactConfirmed


def confirm(turn: Turn, press: ContactConfirmed) -> None:
    """Yes."""
    actions.do_confirm(turn.session, turn.member, press.membership_id, now=turn.now)
    turn.toast = texts.confirmed(turn.translator)


FEATURE = Feature(presses={ContactConfirmed: confirm})
