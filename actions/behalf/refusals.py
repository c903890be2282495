"""What is said no to when something is noted for a city."""

from actions.refusals import Refused
from texts.behalf import words
from texts.message import Html
from texts.translator import Translator


class SaidItself(Refused):
    """One of its people was faster, and their own word stands."""

    def sentence(self, t: Translator) -> Html:
        return Html.escape(words.said_itself(t))
