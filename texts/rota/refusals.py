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


def no_turn_ahead(t: Translator) -> Html:
    """The city has none, or has presented."""
    return t.say("Your city has no turn ahead at the moment.")


def questions_changed(t: Translator) -> Html:
    """Somebody else of the city was faster."""
    return t.say("Somebody of your city has changed the questions at this moment. Pressed again, the key shows both.")


def cannot_be_asked(t: Translator) -> Html:
    """Its turn is another one, nobody of it is reached in time, or it has asked the same."""
    return t.say("That city cannot be asked at the moment. Under “Change turn” stand those that can.")
