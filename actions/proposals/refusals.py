"""What proposals say no to."""

from actions.refusals import Refused
from texts.message import Html
from texts.proposals import refusals as texts
from texts.translator import Translator


class ProposalChanged(Refused):
    """It, or the words of its record, are others than those that were seen."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class ForFewOnly(Refused):
    """What only the coordination reads goes to the network first."""

    def sentence(self, t: Translator) -> Html:
        return texts.for_few_only(t)


class SomethingMissing(Refused):
    """An experience leaves its network with what would not be done again, and a challenge with its words."""

    def sentence(self, t: Translator) -> Html:
        return texts.something_missing(t)
