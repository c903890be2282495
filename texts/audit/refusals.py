"""Why something cannot be undone."""

from texts.message import Html
from texts.translator import Translator


def too_late(t: Translator) -> Html:
    """A day has passed, or it was never possible."""
    return t.say("This can no longer be undone.")


def undone_already(t: Translator) -> Html:
    """Somebody was quicker."""
    return t.say("This was undone already.")


def changed_since(t: Translator) -> Html:
    """Something else has become of it."""
    return t.say("This cannot be undone any more: something has changed since.")
