"""Why something cannot be done with pairs."""

from texts.message import Html
from texts.translator import Translator


def pairs_off(t: Translator) -> Html:
    """The coordination decides."""
    return t.say("The coordination has not opened pairs of cities in this network at present.")


def pair_changed(t: Translator) -> Html:
    """Another one stands."""
    return t.say("This has changed meanwhile. The page shows how it stands now.")


def pairs_left(t: Translator) -> Html:
    """By hand only before."""
    return t.say("The cities have been told already. A city that cannot says so itself.")


def already_written(t: Translator, most: int) -> Html:
    """Enough for a day."""
    return t.count(
        "That was {n} message today. Tomorrow there is room for another.",
        "That was {n} messages today. Tomorrow there is room for others.",
        most,
    )
