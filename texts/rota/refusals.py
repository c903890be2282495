"""The sentences of what the rota of cases says no to."""

from texts.message import Html
from texts.translator import Translator


def changed_meanwhile(t: Translator) -> Html:
    """A key from before a change."""
    return t.say("The turns have changed meanwhile. The rota shows how they stand now.")


def nothing_to_publish(t: Translator) -> Html:
    """No city has a turn."""
    return t.say("No city has a turn yet: there is nothing to publish.")


def no_room(t: Translator) -> Html:
    """The session is full, past or cancelled."""
    return t.say("That session has no free place any more.")


def cannot_be_exchanged(t: Translator) -> Html:
    """One of the two turns is not ahead, or both are in one session."""
    return t.say("These two turns cannot be swapped: both have to be ahead, in two sessions.")


def no_session_ahead(t: Translator) -> Html:
    """Nothing to distribute."""
    return t.say("No session from the second to the fifth is ahead: there is nothing to distribute.")
