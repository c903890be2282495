"""What is no longer, or not, to be done with a proposal."""

from actions.refusals import Refused
from texts.composing import refusals as texts
from texts.message import Html
from texts.translator import Translator


class CompositionChanged(Refused):
    """Somebody has moved members since the key was shown."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed(t)


class CompositionSettled(Refused):
    """Its networks are made already."""

    def sentence(self, t: Translator) -> Html:
        return texts.settled(t)


class MoveImpossible(Refused):
    """The member is there already, or not there any more."""

    def sentence(self, t: Translator) -> Html:
        return texts.impossible(t)
