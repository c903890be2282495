"""Search: what was shared, found by whoever may read it, in whichever of four languages it was written and is asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.access.finding import doors_of
from actions.search.asking import question_of
from actions.search.hits import Hit, hits_of
from actions.search.narrowing import Filters
from actions.search.passages import Piece
from actions.search.question import Question
from actions.search.ranking import ranked
from actions.search.themes import themes
from actions.search.wording import thesaurus_of
from store.frozen import frozen
from store.memberships import networks_of
from store.models import City, Person
from store.network import cities_in
from store.search import All, AnyOf, Asked, Found, find, find_enough
from store.themes import themes_in_networks

__all__ = ["Choices", "Filters", "Hit", "Piece", "Results", "choices", "newest", "search"]

MOST_LOOKED_AT = 200  # of what is true of a question the newest; ranking more would not make the first ten better
ENOUGH = 40  # as long as fewer say all that was asked, what says a part of it, or is related, is looked at, too


@frozen
class Results:
    """A page of what was found. is_more: there are more than `number`. read_as: see `Question`."""

    hits: tuple[Hit, ...]
    number: int
    is_more: bool
    read_as: str | None


@frozen
class Choices:
    """What a search of somebody can be narrowed to, in the order of their names."""

    cities: tuple[City, ...]
    countries: tuple[str, ...]
    fields: tuple[str, ...]
    themes: tuple[str, ...]


def choices(session: Session, person: Person) -> Choices:
    """Of the networks that the person takes part in."""
    networks = [network for _, network in networks_of(session, person.id)]
    cities = cities_in(session, [network.id for network in networks])
    countries = tuple(sorted({city.country for city in cities}))
    about = themes_in_networks(session, [network.id for network in networks])
    known = tuple(sorted(theme for theme in about if theme in themes()))
    return Choices(tuple(cities), countries, tuple(sorted({network.field for network in networks})), known)


def search(
    session: Session,
    person: Person,
    text: str,
    filters: Filters,
    *,
    now: datetime,
    offset: int = 0,
    limit: int = 5,
    is_begun: bool = False,
) -> Results:
    """What the person may read of what they look for, the likeliest first. `is_begun`: they may still be typing."""
    known = thesaurus_of(session)
    doors = doors_of(session, person)
    if not doors:
        return Results((), 0, is_more=False, read_as=None)
    question = question_of(session, text, person.language, known, doors, is_begun=is_begun)
    narrowed: list[Asked] = [AnyOf(doors), *filters.terms()]
    looked_at = _looked_at(session, question, narrowed)
    found = ranked(looked_at, question, now)
    hits = hits_of(session, found[offset : offset + limit], lambda one: _shown_by(one, question), known, doors)
    return Results(hits, len(found), is_more=len(looked_at) >= MOST_LOOKED_AT, read_as=question.read_as)


def newest(session: Session, person: Person, *, offset: int = 0, limit: int = 5) -> Results:
    """What the person may read, the latest first, whatever it says. `number`: of what has been looked at."""
    doors = doors_of(session, person)
    known = thesaurus_of(session)
    found = find(session, AnyOf(doors), offset + limit + 1) if doors else []
    hits = hits_of(session, found[offset : offset + limit], lambda _: (), known, doors)
    return Results(hits, len(found), is_more=len(found) > offset + limit, read_as=None)


def _shown_by(found: Found, question: Question) -> set[str]:
    """The terms that show why an entry was found: what was asked, or where it says nothing of that, what is related."""
    asked = {term for group in question.groups for word in group.words for term in word.terms}
    asked |= {term for group in question.groups for term in group.concepts}
    if asked.isdisjoint(found.title_terms.split()) and asked.isdisjoint(found.terms.split()):
        return {term for group in question.groups for term in group.related}
    return asked


def _looked_at(session: Session, question: Question, narrowed: Sequence[Asked]) -> list[Found]:
    """Entries that say all that was asked; as long as those are few, also what says less, or something related."""
    questions = [All([*asked, *narrowed]) for asked in _questions(question)]
    return find_enough(session, questions, MOST_LOOKED_AT, ENOUGH)


def _questions(question: Question) -> list[list[Asked]]:
    """The narrowest first: at most four, for each is looked for in all of the index."""
    asked = [group.asked for group in question.groups]
    if not asked:
        return []
    questions: list[list[Asked]] = [asked]
    if len(asked) > 2:
        questions.append([AnyOf([All([*asked[:place], *asked[place + 1 :]]) for place in range(len(asked))])])
    words = [word for group in question.groups for word in group.words]
    if len(words) > 1:
        rarest = max(words, key=lambda word: word.weight)
        questions.append([AnyOf(list(rarest.terms))])
    return [*questions, [question.widely]]
