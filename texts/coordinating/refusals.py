"""The refusals of the coordinators' desk."""

from texts.message import Html
from texts.translator import Translator


def not_oneself(t: Translator) -> Html:
    """Leaving is done elsewhere."""
    return t.say("Leaving a network oneself is done under My data.")
