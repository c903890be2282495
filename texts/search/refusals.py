"""What cannot be looked for, and what is not known any more."""

from texts.message import Html
from texts.translator import Translator


def forgotten(t: Translator) -> Html:
    """A key below results from long ago."""
    return t.say("That search is no longer kept. Looking for it again takes a moment.")


def no_words(t: Translator) -> Html:
    """Nothing but signs."""
    return t.say("There is no word in that. One or two words are enough, as in a library.")


def choice_gone(t: Translator) -> Html:
    """A key for something that nobody can be narrowed to any more."""
    return t.say("Nothing can be narrowed to that any more.")
