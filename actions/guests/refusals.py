"""What guests, and those who ask them, are told no for."""

from actions.refusals import LeftNetwork, Refused
from texts.guests import refusals as texts
from texts.message import Html
from texts.translator import Translator


class SessionClosedToGuests(Refused):
    """It is over or cancelled, or the network is closed."""

    def sentence(self, t: Translator) -> Html:
        return texts.closed_to_guests(t)


class VisitEnded(Refused):
    """It had ended before the key was pressed."""

    def sentence(self, t: Translator) -> Html:
        return texts.visit_ended(t)


class VisitOver(LeftNetwork):
    """A guest comes back when access has ended."""

    def sentence(self, t: Translator) -> Html:
        return texts.visit_over(t, self.network)
