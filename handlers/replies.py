"""Replies to the bot's cards: in a group nothing is said about them, all of it happens in private."""

from collections.abc import Callable

from actions.refusals import NotAllowed, NotFound, Refused
from handlers.turn import Turn
from texts.menu import with_hub_button
from texts.message import Message


def told_in_private(turn: Turn, kept: Callable[[], Message | None]) -> Message | None:
    """What `kept` says, in the private chat of who replied. People talk in their group: that is no mistake of theirs.

    So who may not answer, or is not known, hears nothing; what does not fit is refused in private.
    """
    if turn.place.is_private:
        return kept()
    if turn.person is None or turn.person.telegram_id is None:
        return None
    try:
        with turn.session.begin_nested():
            told = kept()
    except (NotFound, NotAllowed):
        return None
    except Refused as refusal:
        told = with_hub_button(turn.translator, refusal.sentence(turn.translator))
    if told is not None:
        turn.send(turn.person.telegram_id, told)
    return None
