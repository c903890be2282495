"""Why an invitation lets nobody in, or cannot be made."""

from texts.message import Html
from texts.translator import Translator


def unknown(t: Translator) -> Html:
    """Made up, mistyped, or cut off."""
    return t.say(
        "This link leads nowhere: perhaps it was cut off on the way. Please open it again, or ask the coordination "
        "of the network for a new one."
    )


def expired(t: Translator) -> Html:
    """Too late."""
    return t.say("This invitation has expired. The coordination of the network can send a new one.")


def used_up(t: Translator) -> Html:
    """Somebody else was quicker."""
    return t.say(
        "This invitation has been used already by as many people as it was meant for. "
        "The coordination of the network can send another one."
    )


def revoked(t: Translator) -> Html:
    """Taken back."""
    return t.say("This invitation has been withdrawn. Questions about it go to the coordination of the network.")


def ended(t: Translator) -> Html:
    """The network is closed."""
    return t.say("This network has come to its end, so nobody joins it any more.")


def city_wanted(t: Translator) -> Html:
    """A delegate without a city."""
    return t.say("A delegate takes part for a city: please choose one.")


def city_elsewhere(t: Translator) -> Html:
    """Not a city of that network."""
    return t.say("That city takes no part in this network.")


def wrong_measure(t: Translator, uses: int, days: int) -> Html:
    """Too many uses or days."""
    return t.say("An invitation can be used 1 to {uses} times and lasts 1 to {days} days.", uses=uses, days=days)
