"""What digests say of pairs."""

from functools import lru_cache

from store.attention import Meets
from store.pairs import Learned
from texts.cities import short_city
from texts.message import Html, excerpt
from texts.translator import translator_for

WORDS = 140


@lru_cache(256)
def asked(language: str, network_id: int, city: str) -> Html:
    """Whether a city wants to: once, after the coordination has opened them."""
    t = translator_for(language)
    link = Html('<a href="https://t.me/{{bot_username}}?start=pairs-{}">{}</a>').format(network_id, t.say("City pairs"))
    return t.say("👉 {pairs}: does {city} want to meet another city each month?", pairs=link, city=city)


@lru_cache(256)
def learned(language: str, one: Learned) -> Html:
    """What a city takes with it."""
    t = translator_for(language)
    return t.say("🔁 {city} met another city: “{words}”", city=short_city(one.place), words=excerpt(one.words, WORDS))


@lru_cache(256)
def met(language: str, one: Meets) -> Html:
    """Whether two cities have met."""
    t = translator_for(language)
    cities = t.list_of([Html.escape(short_city(place)) for place in one.places])
    link = Html('<a href="https://t.me/{{bot_username}}?start=pair-{}">{}</a>').format(one.pair_id, cities)
    return t.say("👉 Did they meet? {cities}", cities=link)
