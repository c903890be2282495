"""Who of a network knows about something: the question, and what is found."""

from collections.abc import Sequence

from store.models import Network
from texts.cities import short_city
from texts.lists import in_rows
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.needs.presses import map_key, who_knows_key
from texts.needs.shown import Thing
from texts.network.presses import CityOpened
from texts.search.asking import hub_key as search_key
from texts.translator import Translator

ABOUT = "about"  # the name of the step
LIMIT = 120
MOST = 6
WORDS = 100


def title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("who knows about something")


def question(t: Translator, network: Network) -> Message:
    """About what."""
    return Message(
        paragraphs(
            t.say("🔎 <b>About what?</b> · {network}", network=network.name),
            t.say("A few words, in any of our languages. <i>For example: street markets</i>"),
        )
    )


def found(t: Translator, network: Network, words: str, things: Sequence[Thing]) -> Message:
    """Who offers it, with a key to each city; or where else to look."""
    below = ((who_knows_key(t, network.id), search_key(t)), (map_key(t, network.id),))
    asked = excerpt(words, WORDS)
    if not things:
        nobody = t.say("🔎 Nobody of {network} has offered help with “{words}” yet.", network=network.name, words=asked)
        return Message(paragraphs(nobody, t.say("Search looks through everything that was shared, too.")), below)
    shown = things[:MOST]
    keys = [Button(short_city(one.city), CityOpened(network.id, one.city.id)) for one in shown]
    return Message(
        paragraphs(
            t.say("🔎 <b>They can help with “{words}”</b>", words=asked),
            lines(*(Html("🤝 {}: {}").format(short_city(one.city), excerpt(one.text, WORDS)) for one in shown)),
        ),
        (*in_rows(keys), *below),
    )
