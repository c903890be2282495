"""The sentences of what the few are told when something cannot be done."""

from texts.message import Html
from texts.translator import Translator


def not_to_be_asked(t: Translator) -> Html:
    """Somebody was faster."""
    return t.say("Somebody has put a question to that person meanwhile. Please choose another one.")


def challenge_gone(t: Translator) -> Html:
    """Nothing is to be answered."""
    return t.say("That challenge was withdrawn: nothing is to be answered any more. Thank you for being there.")
