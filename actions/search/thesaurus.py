"""The thesaurus: what different words, in four languages, mean the same (`thesaurus/`, and what coordinators add)."""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from actions.search.folder import FOLDER
from actions.search.words import STEMMERS, plain, words_of

NOT_CONCEPTS = frozenset({"empty_words.toml", "fixed_phrases.toml", "themes.toml"})
WAY_OF_READING = "6"  # to be raised when words are cut up, stemmed or kept otherwise: all entries are then made anew
Named = tuple[str, str, str]  # concept, language, words
Term = tuple[tuple[str, ...], ...]  # of each of its words the senses; the collector passes over tuples of words
Senses = Sequence[Collection[str]]  # of each word in a row those that it may have


class Span(NamedTuple):
    """A concept in a row of words: from one to before another."""

    start: int
    end: int
    concept: str


@dataclass(frozen=True, eq=False)  # there is one of each: to be kept by
class Thesaurus:
    """Concepts by the words that name them. made_with: tells this one from any other."""

    made_with: str
    concepts: Mapping[str, frozenset[str]]  # in which languages each has terms
    words: frozenset[str]  # all words of all terms, without accents
    related: Mapping[str, frozenset[str]]  # to each concept those that whoever asks for it may look at, too
    _starting: Mapping[str, Mapping[str, Sequence[tuple[Term, str]]]] = field(repr=False)

    def spans(self, row: Senses, language: str) -> list[Span]:
        """All concepts that a row of words names in a language; they may overlap."""
        starting = self._starting.get(language, {})
        return [
            Span(at, at + len(term), concept)
            for at, word in enumerate(row)
            for sense in word
            for term, concept in starting.get(sense, ())
            if len(term) == 1 or _stands(term, row, at)
        ]


def _stands(term: Term, row: Senses, at: int) -> bool:
    if at + len(term) > len(row):
        return False
    return all(any(sense in row[at + place] for sense in wanted) for place, wanted in enumerate(term))


@lru_cache(maxsize=2)
def thesaurus(added: tuple[Named, ...] = ()) -> Thesaurus:
    """The one that the product brings, with what coordinators have added."""
    starting: dict[str, dict[str, list[tuple[Term, str]]]] = {language: defaultdict(list) for language in STEMMERS}
    words: set[str] = set()
    concepts: dict[str, frozenset[str]] = {}
    for concept, language, term in (*_shipped(), *added):
        concepts[concept] = concepts.get(concept, frozenset()) | {language}
        found = list(words_of(term))
        row = tuple(word.senses(language) for word in found)
        words.update(plain(word.written) for word in found)
        for sense in row[0] if row else ():
            starting[language][sense].append((row, concept))
    kept = {language: {sense: tuple(terms) for sense, terms in found.items()} for language, found in starting.items()}
    return Thesaurus(made_with(), concepts, frozenset(words), _related(), kept)


@cache
def made_with() -> str:
    """Tells the files from any others, without reading them. What coordinators add is followed when they do."""
    whole = blake2b(WAY_OF_READING.encode(), digest_size=12)
    for path in sorted(FOLDER.glob("*.toml")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def terms_of(concept: str, added: tuple[Named, ...] = ()) -> dict[str, list[str]]:
    """All terms of a concept, by language; the usual one first."""
    found: dict[str, list[str]] = {}
    for one, language, term in (*_shipped(), *added):
        if one == concept:
            found.setdefault(language, []).append(term)
    return found


@cache
def _shipped() -> tuple[Named, ...]:
    """Each term of each concept of the files."""
    return tuple(
        (_id(concept["id"]), language, term)
        for concept in _concepts()
        for language in STEMMERS
        for term in concept[language]
    )


@cache
def _related() -> Mapping[str, frozenset[str]]:
    """Written down once for both: either is related to the other."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept in _concepts():
        for other in concept["related"]:
            found[_id(concept["id"])].add(_id(other))
            found[_id(other)].add(_id(concept["id"]))
    return {concept: frozenset(others) for concept, others in found.items()}


@cache
def _concepts() -> Sequence[Mapping[str, Any]]:
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name not in NOT_CONCEPTS)
    return [concept for path in files for concept in tomllib.loads(path.read_text("utf-8"))["concept"]]


def _id(written: str) -> str:
    return written.replace("-", "_")
