"""The controlled list of themes: what each is called, its goals, and which of them a text is about."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from actions.search.folder import FOLDER
from actions.search.thesaurus import Thesaurus
from actions.search.tongues import spans_in_own
from actions.search.words import STEMMERS, plain, words_of
from store.frozen import frozen

MOST_SUGGESTED = 3
IN_TITLE = 2.0  # what a concept in the title is worth; elsewhere 1
IN_FIELD = 1.5  # what the field of the network adds
MOST_OF_ONE = 2.0  # a text that says one word ten times is not about it five times as much
LEAST = 2.0
LEAST_SHARE = 0.5  # of the likeliest

Passage = tuple[str, str]  # words, and their language


@frozen
class Theme:
    """One of the list. names: by language; sdgs: Sustainable Development Goals."""

    id: str
    field: str
    names: Mapping[str, str]
    sdgs: tuple[int, ...]

    @property
    def goals(self) -> str:
        """As they are kept beside a record."""
        return ", ".join(map(str, self.sdgs))


@cache
def themes() -> Mapping[str, Theme]:
    """All, by their ids, in the order of the list."""
    return {one["id"]: Theme(one["id"], one["field"], _names(one), tuple(one["sdgs"])) for one in _file()["theme"]}


@cache
def fields() -> Mapping[str, Mapping[str, str]]:
    """The names of the fields, by their ids."""
    return {one["id"]: _names(one) for one in _file()["field"]}


def themes_in(field: str) -> list[Theme]:
    """Those of a field."""
    return [theme for theme in themes().values() if theme.field == field]


def theme_name(theme: str, language: str) -> str:
    """Of one that is on the list, or was."""
    known = themes().get(theme)
    return theme if known is None else known.names[language]


def field_of(network_field: str) -> str | None:
    """Which field of the list a network is about, by its own name for it, in any language; None: another one."""
    said = _plain_words(network_field)
    return next((field for field, words in _field_words() if words <= said), None)


def suggested(title: Passage, further: Iterable[Passage], network_field: str, known: Thesaurus) -> list[str]:
    """What a text is about, the likeliest first; nothing where it says too little.

    One concept alone, as children, makes no theme outside of the network's field, unless title and text are about it.
    """
    said: defaultdict[str, float] = defaultdict(float)
    for (text, language), worth in ((title, IN_TITLE), *((one, 1.0) for one in further)):
        for concept in _concepts(text, language, known):
            said[concept] += worth
    own = field_of(network_field)
    worths: defaultdict[str, list[float]] = defaultdict(list)
    meant = set[str]()
    for concept, number in said.items():
        for theme in about(concept):
            is_own = themes()[theme].field == own
            worths[theme].append(min(number, MOST_OF_ONE) * (IN_FIELD if is_own else 1.0))
            if is_own or number > IN_TITLE or len(worths[theme]) > 1:
                meant.add(theme)
    scores = {theme: sum(each) for theme, each in worths.items() if theme in meant}
    ordered = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    enough = max(LEAST, LEAST_SHARE * ordered[0][1]) if ordered else LEAST
    return [theme for theme, score in ordered if score >= enough][:MOST_SUGGESTED]


def named(words: Sequence[str]) -> str | None:
    """The theme that is called so, in whichever language."""
    return _by_name().get(" ".join(map(plain, words)))


def about(concept: str) -> Sequence[str]:
    """The themes that a concept is about."""
    return _by_concept().get(concept, ())


def _concepts(text: str, language: str, known: Thesaurus) -> list[str]:
    """Each that is named, as often as it is; of those that overlap the longest."""
    named = spans_in_own(list(words_of(text)), language, known)
    spans = sorted(named, key=lambda span: (span.start - span.end, span.start))
    taken, found = set[int](), list[str]()
    for span in spans:
        places = set(range(span.start, span.end))
        if span.end - span.start == 1 and not places.isdisjoint(taken):
            continue
        if span.end - span.start > 1:
            taken |= places
        found.append(span.concept)
    return found


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "themes.toml").read_text("utf-8"))


def _names(one: Mapping[str, Any]) -> Mapping[str, str]:
    return {language: one[language] for language in STEMMERS}


@cache
def _by_concept() -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in _file()["theme"]:
        for concept in one["concepts"]:
            found[concept.replace("-", "_")].append(one["id"])
    return found


@cache
def _by_name() -> Mapping[str, str]:
    return {
        " ".join(plain(word.written) for word in words_of(name)): theme.id
        for theme in themes().values()
        for name in theme.names.values()
    }


@cache
def _field_words() -> Sequence[tuple[str, frozenset[str]]]:
    """Longer names first: one may begin with another."""
    found = {(field, _plain_words(name)) for field, names in fields().items() for name in names.values()}
    return sorted(found, key=lambda one: (-len(one[1]), one[0], sorted(one[1])))


def _plain_words(text: str) -> frozenset[str]:
    return frozenset(plain(word.written) for word in words_of(text))
