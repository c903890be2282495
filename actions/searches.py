"""What somebody looks for is kept for a while, so that the keys below its results go on working."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from actions.refusals import Refused
from actions.search import Filters
from store.models import City, FoundKind, Outcome, Person, Search
from store.searches import search_of
from texts.message import Html
from texts.one_line import one_line
from texts.search import refusals as texts
from texts.search.presses import Narrowing
from texts.translator import Translator

LIMIT = 200  # characters


class SearchForgotten(Refused):
    """A key from long ago."""

    def sentence(self, t: Translator) -> Html:
        return texts.forgotten(t)


class NoWords(Refused):
    """Signs alone, which nobody has ever written about."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_words(t)


def words_in(text: str) -> str:
    """What is looked for, on one line; refuses what has neither letters nor digits."""
    words = one_line(text)
    if not any(letter.isalnum() for letter in words):
        raise NoWords
    return words


def has_three_words(words: str) -> bool:
    """Enough to be the problem of a challenge, for others to answer: «mobilidad» asks nothing."""
    return len(words.split()) >= 3


def do_begin(session: Session, person: Person, words: str, *, now: datetime) -> Search:
    """Keeps a new search."""
    search = Search(person_id=person.id, words=words, filters={}, page=0, used_at=now)
    session.add(search)
    session.flush()
    return search


def access_search(session: Session, person: Person, search_id: int) -> Search:
    """One of the person's own that is kept still."""
    search = search_of(session, person.id, search_id)
    if search is None:
        raise SearchForgotten
    return search


def filters_of(search: Search) -> Filters:
    """What it is narrowed to."""
    return Filters.from_dict(search.filters)


def do_turn_to(search: Search, page: int, *, now: datetime) -> None:
    """This page was shown last."""
    search.page, search.used_at = page, now


def do_narrow(search: Search, by: Narrowing, chosen: FoundKind | Outcome | City | str | None, *, now: datetime) -> None:
    """To one of the choices; None: to none. A city lies in one country, so that of the two the later one is meant."""
    filters = filters_of(search)
    match by:
        case Narrowing.KIND:
            filters = replace(filters, kind=chosen if isinstance(chosen, FoundKind) else None)
        case Narrowing.STATE:
            filters = replace(filters, state=chosen if isinstance(chosen, Outcome) else None)
        case Narrowing.FIELD:
            filters = replace(filters, field=None if chosen is None else str(chosen))
        case Narrowing.THEME:
            filters = replace(filters, theme=None if chosen is None else str(chosen))
        case Narrowing.CITY:
            country = filters.country if chosen is None else None
            filters = replace(filters, city_id=chosen.id if isinstance(chosen, City) else None, country=country)
        case Narrowing.COUNTRY:
            city_id = filters.city_id if chosen is None else None
            filters = replace(filters, country=None if chosen is None else str(chosen), city_id=city_id)
    search.filters = filters.as_dict()
    do_turn_to(search, 0, now=now)


def do_drop_narrowings(search: Search, *, now: datetime) -> None:
    """Everything is looked through again."""
    search.filters = {}
    do_turn_to(search, 0, now=now)
