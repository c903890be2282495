"""What adoptions say no to."""

from actions.refusals import NotAllowed, Refused
from texts.adoptions import refusals as texts
from texts.message import Html
from texts.translator import Translator


class OwnSource(NotAllowed):
    """A city takes nothing from itself."""

    def sentence(self, t: Translator) -> Html:
        return texts.own_source(t)


class AdoptionChanged(Refused):
    """Somebody else changed it since it was shown."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)
