"""What offers say no to."""

from datetime import date

from actions.refusals import Refused
from texts.message import Html
from texts.offers import refusals as texts
from texts.translator import Translator


class TooEarlyToOffer(Refused):
    """The session has not begun."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_early(t)


class OfferToItself(Refused):
    """A city offers something to another one."""

    def sentence(self, t: Translator) -> Html:
        return texts.own_city(t)


class OfferGone(Refused):
    """It was withdrawn."""

    def sentence(self, t: Translator) -> Html:
        return texts.gone(t)


class DayNotUnderstood(Refused):
    """What was typed is no day to come; `example`: one that is."""

    def __init__(self, example: date) -> None:
        super().__init__(example)
        self.example = example

    def sentence(self, t: Translator) -> Html:
        return texts.day_not_understood(t, self.example)
