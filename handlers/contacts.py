"""Still for one's city: one tap below what asks, which stays to be read and says so from then on."""

from actions import contacts as actions
from actions import letters
from handlers.feature import Feature
from handlers.turn import Turn
from texts import contacts as texts
from texts.contacts import ContactConfirmed


def confirm(turn: Turn, press: ContactConfirmed) -> None:
    """Yes."""
    contact = actions.do_confirm(turn.session, turn.member, press.membership_id, now=turn.now)
    turn.toast = texts.confirmed(turn.translator)
    if contact is not None:
        letters.answer_in(
            turn.session,
            turn.place.id,
            turn.incoming.message_id,
            pressed=press.pack(),
            question=texts.asked(turn.translator, contact),
            answer=texts.goes_on(turn.translator, contact),
            now=turn.now,
        )


FEATURE = Feature(presses={ContactConfirmed: confirm})
