"""The sentences of what offers say no to."""

from datetime import date

from texts.message import Html
from texts.translator import Translator


def too_early(t: Translator) -> Html:
    """The session has not begun."""
    return t.say("Cities offer each other something once the session has begun.")


def own_city(t: Translator) -> Html:
    """To itself."""
    return t.say("A city offers something to another one.")


def gone(t: Translator) -> Html:
    """It was withdrawn."""
    return t.say("This offer was withdrawn.")


def day_not_understood(t: Translator, example: date) -> Html:
    """What was typed is no day ahead."""
    return t.say("That is no day to come that I understand. For example: “{day}”.", day=f"{example:%d/%m}")
