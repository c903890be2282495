"""What cannot be passed on, by name."""

from actions.refusals import Refused
from texts.handovers import refusals as texts
from texts.message import Html
from texts.translator import Translator


class NoPlace(Refused):
    """Only who takes part for a city has a place to pass on."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_place(t)


class PlaceChanged(Refused):
    """Another titular was named since the question was shown."""

    def sentence(self, t: Translator) -> Html:
        return texts.place_changed(t)


class TitularChanged(Refused):
    """Another titular was named since it was asked whom to name."""

    def sentence(self, t: Translator) -> Html:
        return texts.titular_changed(t)


class IsOnTelegram(Refused):
    """The person came in since the key for their link was shown."""

    def sentence(self, t: Translator) -> Html:
        return texts.is_on_telegram(t)


class NotOfTheCity(Refused):
    """The chosen colleague takes part for another city by now, or no more."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_of_the_city(t)
