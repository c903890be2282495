"""The refusals of a network's settings."""

from texts.message import Html
from texts.translator import Translator


def hour_not_understood(t: Translator) -> Html:
    """Typed in some other way."""
    return t.say("That hour is not clear. For example: <code>16:30</code>")


def changed_since(t: Translator) -> Html:
    """Somebody has set it anew."""
    return t.say("This cannot be undone any more: it has been set anew since.")


def pause_outdated(t: Translator) -> Html:
    """The day of an old key has passed."""
    return t.say("That day has passed, or is too far ahead. Nothing has changed: please choose another one.")
