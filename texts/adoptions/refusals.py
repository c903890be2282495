"""The sentences of what adoptions say no to."""

from texts.message import Html
from texts.translator import Translator


def own_source(t: Translator) -> Html:
    """It was shared by the same city."""
    return t.say("Your own city shared this. Other cities are the ones who can try it.")


def changed_meanwhile(t: Translator) -> Html:
    """A key from before a change."""
    return t.say("This has changed meanwhile. The page shows how it stands now.")
