"""What stands in the way of making networks, or of taking them back."""

from actions.refusals import Refused
from texts.convening import refusals as texts
from texts.message import Html
from texts.translator import Translator


class PlanChanged(Refused):
    """Since the key was shown."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed(t)


class MonthPast(Refused):
    """No session can be in the past."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_late(t)


class LettersLeft(Refused):
    """Cities know of it."""

    def sentence(self, t: Translator) -> Html:
        return texts.letters_left(t)


class NetworksInUse(Refused):
    """Somebody joined, or something was done."""

    def sentence(self, t: Translator) -> Html:
        return texts.in_use(t)


class NothingToConvene(Refused):
    """A proposal without networks."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_networks(t)
