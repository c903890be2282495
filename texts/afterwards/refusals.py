"""The sentences of what is said no to after a session."""

from texts.message import Html
from texts.translator import Translator


def is_ahead(t: Translator) -> Html:
    """Too early."""
    return t.say("The session has not begun yet: this can be told afterwards.")


def changed_meanwhile(t: Translator) -> Html:
    """A key from before a change."""
    return t.say("Meanwhile somebody has told something else. Here it is as it stands now.")


def not_there(t: Translator) -> Html:
    """How it was."""
    return t.say("These questions are for those who were in the session. If you were, its page is where to say so.")


def already_given(t: Translator) -> Html:
    """It cannot be found again."""
    return t.say("You have answered these questions already. The answers were counted without names.")


def came_later(t: Translator) -> Html:
    """Nothing to answer."""
    return t.say("That session was over before you came in: nothing about it is asked of you.")
