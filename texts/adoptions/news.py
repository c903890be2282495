"""Lines of the weekly digest: each is put into words once for all readers of a language."""

from functools import lru_cache

from store.attention import Tried
from store.models import AdoptionState
from store.news import Adopted
from texts.cities import short_city
from texts.message import Html, excerpt
from texts.translator import translator_for

TITLE = 70
LINES = 512  # of each kind, kept in words


@lru_cache(LINES)
def asked(language: str, tried: Tried) -> Html:
    """How did it go? To who tries it."""
    t = translator_for(language)
    return t.say(
        "👉 How did this go in {city}? {words}", city=short_city(tried.place), words=_link(tried.id, tried.words)
    )


@lru_cache(LINES)
def taken(language: str, one: Adopted) -> Html:
    """To whose it was."""
    t = translator_for(language)
    gaps = {"city": short_city(one.place), "words": _words(one)}
    match one.state:
        case AdoptionState.WORKED:
            return t.say("🎉 What you shared worked in {city}: {words}", **gaps)
        case AdoptionState.ADAPTED:
            return t.say("🎉 What you shared worked in {city}, with changes: {words}", **gaps)
        case AdoptionState.FAILED:
            return t.say("🌱 {city} tried what you shared, and it did not work there: {words}", **gaps)
        case _:
            return t.say("🌱 {city} will try what you shared: {words}", **gaps)


@lru_cache(LINES)
def adopted(language: str, one: Adopted) -> Html:
    """To everybody else."""
    t = translator_for(language)
    gaps = {"city": short_city(one.place), "origin": short_city(one.origin), "words": _words(one)}
    match one.state:
        case AdoptionState.WORKED:
            return t.say("🌱 {city} ← {origin}, it worked: {words}", **gaps)
        case AdoptionState.ADAPTED:
            return t.say("🌱 {city} ← {origin}, it worked with changes: {words}", **gaps)
        case AdoptionState.FAILED:
            return t.say("🌱 {city} ← {origin}, it did not work: {words}", **gaps)
        case _:
            return t.say("🌱 {city} ← {origin}, will try it: {words}", **gaps)


def _words(one: Adopted) -> Html:
    return _link(one.id, one.title or one.takes)


def _link(number: int, words: str) -> Html:
    """Into the private chat; the name of the bot is filled in when the letter is posted."""
    shown = Html.escape(excerpt(words, TITLE))
    return Html(f'<a href="https://t.me/{{bot_username}}?start=adoption-{number}">{shown}</a>')
