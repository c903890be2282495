"""The sentences of what commitments say no to."""

from texts.message import Html
from texts.translator import Translator


def not_begun(t: Translator) -> Html:
    """Too early."""
    return t.say("Commitments are taken on when the session has begun.")


def round_over(t: Translator) -> Html:
    """Too late."""
    return t.say("The next session has begun: commitments are taken on in that one now. How this one goes can be told.")


def changed_meanwhile(t: Translator) -> Html:
    """A key from before a change."""
    return t.say("The commitment has changed meanwhile. Its page shows how it stands now.")
