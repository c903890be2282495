"""A network's own texts, as those read them who come in."""

from texts.message import Html, lines, quoted
from texts.translator import Translator


def about(words: str) -> Html | None:
    """What the network is about; nothing, where it has no words for it."""
    return quoted(words) if words else None


def welcome(t: Translator, words: str) -> Html | None:
    """What the coordination says to whoever has just come in; nothing, where it has no words for it."""
    return lines(t.say("💬 From the coordination:"), quoted(words)) if words else None
