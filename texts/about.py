"""What the bot says of itself before anybody has started it."""

from texts.message import Html, Message, paragraphs
from texts.translator import Translator


def description(t: Translator) -> str:
    """Shown in the empty chat; at most 512 characters."""
    return t.plain(
        "Cities that work on the same field share challenges, experiences and solutions here and meet once a month. "
        "To take part, open the invitation link from the coordination of a network."
    )


def short_description(t: Translator) -> str:
    """Shown on the bot's profile; at most 120 characters."""
    return t.plain("Where micro-networks of cities learn from one another.")


def to_stranger(t: Translator, sentence: Html) -> Message:
    """What this is, above what is needed to take part."""
    what = t.say(
        "👋 <b>Microrredes</b>: cities that work in the same field share challenges, experiences and solutions here, "
        "and meet once a month."
    )
    return Message(paragraphs(what, sentence))
