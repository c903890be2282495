"""What records say no with."""

from texts.message import Html
from texts.translator import Translator


def not_over(t: Translator) -> Html:
    """Too early."""
    return t.say("The record is written when the session has begun.")


def changed_meanwhile(t: Translator) -> Html:
    """Another one than was shown."""
    return t.say("The record has changed meanwhile. This is how it stands now.")


def nothing_to_publish(t: Translator) -> Html:
    """It is empty."""
    return t.say("The record is empty: there is nothing to publish.")


def not_published(t: Translator) -> Html:
    """Nothing to read yet."""
    return t.say("The record of this session is not published yet.")
