"""What cannot be passed on."""

from texts.message import Html
from texts.translator import Translator


def no_place(t: Translator) -> Html:
    """Only delegates have one."""
    return t.say("Only who takes part for a city has a place to pass on.")


def not_of_the_city(t: Translator) -> Html:
    """The successor has changed city meanwhile."""
    return t.say("That person no longer takes part for this city. Nothing has been passed on.")


def place_changed(t: Translator) -> Html:
    """Another titular meanwhile."""
    return t.say("Meanwhile the city has another titular. Nothing has been passed on.")


def titular_changed(t: Translator) -> Html:
    """Another titular meanwhile, where one was to be named."""
    return t.say("Meanwhile the city has another titular. Nothing has been changed; this is how it stands now.")


def is_on_telegram(t: Translator) -> Html:
    """They have come in meanwhile."""
    return t.say("That person is on Telegram already: no link is needed.")
