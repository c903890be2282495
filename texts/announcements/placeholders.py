"""What an announcement leaves open, to be filled for each reader: `{name}`, `{city}`, `{network}`, `{session}`.

Their names may be written in any of the four languages.
"""

import re
from datetime import datetime
from enum import StrEnum
from unicodedata import combining, normalize

from store.frozen import frozen
from texts.dates import moment
from texts.message import Html
from texts.translator import LANGUAGES, Translator


class Gap(StrEnum):
    """What is filled in."""

    NAME = "name"
    CITY = "city"
    NETWORK = "network"
    SESSION = "session"


@frozen
class Filling:
    """What one reader is told there. No name: it is a group; nothing else there: other words take its place."""

    name: str = ""
    cities: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    session_at: datetime | None = None


# In the order of LANGUAGES.
WRITTEN = {
    Gap.NAME: ("nombre", "nome", "nom", "name"),
    Gap.CITY: ("ciudad", "cidade", "ciutat", "city"),
    Gap.NETWORK: ("red", "rede", "xarxa", "network"),
    Gap.SESSION: ("sesion", "sessao", "sessio", "session"),
}
_GAPS = {word: gap for gap, words in WRITTEN.items() for word in words}
_GAP = re.compile(r"\{\s*([^\W\d_]{1,30})\s*\}")


def gaps_in(text: str) -> set[Gap]:
    """What a text leaves open."""
    return {gap for word in _GAP.findall(text) if (gap := _named(word)) is not None}


def unknown_in(text: str) -> str | None:
    """The first thing between braces that nothing is known of."""
    return next((word for word in _GAP.findall(text) if _named(word) is None), None)


def is_broken(text: str, html: str) -> bool:
    """Whether something between braces is formatted within, so that it would not be found there."""
    return len(_GAP.findall(text)) != len(_GAP.findall(html))


def gap_names(t: Translator) -> str:
    """All of them, as the reader would write them."""
    place = LANGUAGES.index(t.language)
    return " ".join(f"{{{words[place]}}}" for words in WRITTEN.values())


def gap_name(t: Translator, gap: Gap) -> str:
    """One of them."""
    return f"{{{WRITTEN[gap][LANGUAGES.index(t.language)]}}}"


def filled(t: Translator, html: str, filling: Filling) -> Html:
    """The text as one reader reads it. What fills it is escaped."""

    def fill(found: re.Match[str]) -> str:
        gap = _named(found[1])
        return found[0] if gap is None else str(Html.escape(_said(t, gap, filling)))

    return Html(_GAP.sub(fill, html))


def instead(t: Translator, gap: Gap) -> Html:
    """What stands there for whom nothing is known."""
    match gap:
        case Gap.NAME:
            return t.say("everybody")
        case Gap.CITY:
            return t.say("your city")
        case Gap.NETWORK:
            return t.say("your micro-network")
        case Gap.SESSION:
            return t.say("a date still to be set")


def _said(t: Translator, gap: Gap, filling: Filling) -> Html:
    if gap is Gap.NAME and filling.name:
        return Html.escape(filling.name)
    if gap is Gap.CITY and filling.cities:
        return t.list_of([Html.escape(city) for city in filling.cities])
    if gap is Gap.NETWORK and filling.networks:
        return t.list_of([Html.escape(network) for network in filling.networks])
    if gap is Gap.SESSION and filling.session_at is not None:
        return moment(t, filling.session_at)
    return instead(t, gap)


def _named(word: str) -> Gap | None:
    plain = "".join(letter for letter in normalize("NFD", word.casefold()) if not combining(letter))
    return _GAPS.get(plain)
