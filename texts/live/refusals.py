"""The sentences of what a session that is held says no to."""

from texts.message import Html
from texts.translator import Translator


def too_early(t: Translator) -> Html:
    """It begins later."""
    return t.say("A session can be started from half an hour before it begins.")


def too_late(t: Translator) -> Html:
    """It was to be long ago."""
    return t.say("This session was to be too long ago to be started now.")


def not_started(t: Translator) -> Html:
    """Nobody has started it."""
    return t.say("This session has not been started.")


def has_ended(t: Translator) -> Html:
    """It is over."""
    return t.say("This session is over.")


def changed_meanwhile(t: Translator) -> Html:
    """Somebody else was faster, or a key older than what it stands below."""
    return t.say("The session has gone on meanwhile. This is how it stands now.")


def agenda_changed(t: Translator) -> Html:
    """Before it was started."""
    return t.say("The agenda has changed meanwhile: this is the one of now.")


def too_long(t: Translator) -> Html:
    """So much time has no step."""
    return t.say("A step has at most three hours.")


def case_over(t: Translator) -> Html:
    """Nothing can be written any more."""
    return t.say("That case is over, and what was written about it has been handed to its city.")


def not_now(t: Translator) -> Html:
    """Not yet, or not about one's own case."""
    return t.say("Nothing can be written about this case now.")
