"""The sentences of what polls about dates say no to."""

from datetime import timedelta

from texts.message import Html
from texts.translator import Translator


def too_many(t: Translator, most: int) -> Html:
    """One more than fits on a phone."""
    return t.say("At most {most} dates can be asked about. One has to be taken out first.", most=most)


def too_few(t: Translator, least: int) -> Html:
    """A question about one date is none."""
    return t.say("At least {least} dates are needed to ask about.", least=least)


def too_soon(t: Translator, notice: timedelta) -> Html:
    """Nobody could answer in time."""
    return t.count(
        "That is too soon to ask about: at least {n} day is needed.",
        "That is too soon to ask about: at least {n} days are needed.",
        notice.days,
    )


def session_too_near(t: Translator) -> Html:
    """The answers would come when the session has begun."""
    return t.say("The session is too near to ask the cities first. It can still be moved at once.")


def nobody_to_ask(t: Translator) -> Html:
    """No delegate has come in yet."""
    return t.say("There is nobody to ask yet: no delegate of a city can be reached.")


def is_closed(t: Translator) -> Html:
    """An answer that comes too late."""
    return t.say("This date poll has closed; nothing more is answered.")


def is_over(t: Translator) -> Html:
    """A choice that comes too late."""
    return t.say("This date poll is over already.")
