"""What somebody typed, as a question to the index: each word in four languages, the concepts they name, and typos."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy.orm import Session

from actions.search.entries import concept_term
from actions.search.narrowing import EVERY
from actions.search.thesaurus import Span, Thesaurus
from actions.search.words import STEMMERS, all_stems, kin, plain, stems, words_of
from store.search import All, AnyOf, Asked, records_with
from store.search.words import similar_words, words_beginning

MOST_WORDS = 12
OWN, OTHER, CONCEPT, CORRECTED, KIN = 1.0, 0.9, 0.8, 0.7, 0.5  # how much each kind of likeness is worth
SHORTEST_CORRECTED, LONG = 4, 8  # letters; a long word may have two mistakes
MOST_GUESSES = 3


@dataclass(frozen=True)
class Looked:
    """One word that was typed: what it may stand as in the index, with what that is worth, and how rare it is."""

    terms: Mapping[str, float]
    weight: float


@dataclass(frozen=True)
class Group:
    """Words in a row. concepts: those that all of them together name."""

    words: Sequence[Looked]
    concepts: Mapping[str, float]
    rarity: float = 0.0  # of the concepts

    @cached_property
    def weight(self) -> float:
        """How much it says."""
        return max(self.rarity, sum(word.weight for word in self.words))

    @property
    def asked(self) -> Asked:
        """True where all its words stand, or the concept that they name."""
        together = All([AnyOf(list(word.terms)) for word in self.words])
        return AnyOf([together, *self.concepts]) if self.concepts else together


@dataclass(frozen=True)
class Question:
    """What is looked for. read_as: the words taken for those that nobody has ever written; None: none was."""

    groups: Sequence[Group]
    read_as: str | None


@dataclass(frozen=True)
class Reading:
    """A word as it is taken: itself, or those it may have been meant for, and what a likeness to them is worth."""

    words: Sequence[str]
    worth: float = OWN

    @property
    def is_corrected(self) -> bool:
        """Whether nobody has ever written it as it was typed."""
        return self.worth < OWN


def question_of(session: Session, text: str, language: str, known: Thesaurus, *, is_begun: bool = False) -> Question:
    """Reads what somebody typed. `is_begun`: they may still be typing the last word."""
    typed = [word.written for word in words_of(text)][:MOST_WORDS]
    present = records_with(session, sorted({stem for word in typed for stem in all_stems(word, language)}))
    readings = []
    for place, word in enumerate(typed):
        if plain(word) in known.words or any(stem in present for stem in all_stems(word, language)):
            readings.append(Reading([word]))
        else:
            is_last = place == len(typed) - 1
            readings.append(_meant(session, plain(word), known, is_begun=is_begun and is_last))
    read_as = " ".join(reading.words[0] for reading in readings)
    is_corrected = any(reading.is_corrected for reading in readings)
    return Question(_groups(session, readings, language, known), read_as if is_corrected else None)


def _meant(session: Session, word: str, known: Thesaurus, *, is_begun: bool) -> Reading:
    begun = words_beginning(session, word, MOST_GUESSES) if is_begun else []
    if begun:
        return Reading(begun)
    guesses = _guesses(session, word, known)
    return Reading(guesses, CORRECTED) if guesses else Reading([word])


def _guesses(session: Session, word: str, known: Thesaurus) -> list[str]:
    """The words nearest to one that nobody has written; none when none is near."""
    if len(word) < SHORTEST_CORRECTED or word.isdecimal():
        return []
    most = 1 if len(word) < LONG else 2
    candidates = {*similar_words(session, word), *known.words}
    near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=most, limit=None)
    nearest = min((distance for _, distance, _ in near), default=0)
    best = sorted(candidate for candidate, distance, _ in near if distance == nearest)
    return _most_written(session, best)[:MOST_GUESSES]


def _most_written(session: Session, words: Sequence[str]) -> list[str]:
    of_word = {word: all_stems(word, "es") for word in words}
    records = records_with(session, sorted({stem for found in of_word.values() for stem in found})) if words else {}
    return sorted(words, key=lambda word: (-max(records.get(stem, 0) for stem in of_word[word]), word))


def _groups(session: Session, readings: Sequence[Reading], language: str, known: Thesaurus) -> list[Group]:
    spans = _spans(readings, known)
    terms = [_terms(reading, language, spans, place) for place, reading in enumerate(readings)]
    together = [
        (start, end, _naming_all(spans, start, end, min(reading.worth for reading in readings[start:end])))
        for start, end in _longest(spans, len(readings))
    ]
    asked = {EVERY, *(term for found in terms for term in found), *(one for *_, named in together for one in named)}
    records = records_with(session, sorted(asked))
    looked = [Looked(found, _rarity(found, records)) for found in terms]
    groups = [Group(looked[start:end], named, _rarity(named, records)) for start, end, named in together]
    return [group for group in groups if group.weight]  # the others stand nowhere


def _naming_all(spans: Iterable[Span], start: int, end: int, worth: float) -> dict[str, float]:
    """The concepts that several words name together; what one word names is among its own terms."""
    if end - start == 1:
        return {}
    return {concept_term(span.concept): CONCEPT * worth for span in spans if (span.start, span.end) == (start, end)}


def _spans(readings: Sequence[Reading], known: Thesaurus) -> list[Span]:
    found: dict[Span, None] = {}
    for language in STEMMERS:
        row = [tuple(stem for word in reading.words for stem in stems(word, language)) for reading in readings]
        found.update(dict.fromkeys(known.spans(row, language)))
    return list(found)


def _terms(reading: Reading, language: str, spans: Iterable[Span], place: int) -> dict[str, float]:
    terms: dict[str, float] = {}
    for word in reading.words:
        own = stems(word, language)
        for stem in all_stems(word, language):
            terms.setdefault(stem, reading.worth * (OWN if stem in own else OTHER))
        if kin(word):
            terms.setdefault(kin(word), reading.worth * KIN)
    for span in spans:
        if (span.start, span.end) == (place, place + 1):
            terms.setdefault(concept_term(span.concept), reading.worth * CONCEPT)
    return terms


def _longest(spans: Iterable[Span], number: int) -> list[tuple[int, int]]:
    """The row cut up into the longest concepts that it names, and single words between them."""
    reach = {place: place + 1 for place in range(number)}
    for span in spans:
        reach[span.start] = max(reach[span.start], span.end)
    cut, place = [], 0
    while place < number:
        cut.append((place, reach[place]))
        place = reach[place]
    return cut


def _rarity(terms: Mapping[str, float], records: Mapping[str, int]) -> float:
    """How much it says that one of the terms stands somewhere: the rarer, the more (as in BM25)."""
    every = records.get(EVERY, 0)
    best = max((worth for term, worth in terms.items() if term in records), default=0.0)
    likest = (records[term] for term, worth in terms.items() if term in records and worth >= best * OTHER * CONCEPT)
    having = min(every, sum(likest))
    if having == 0:
        return 0.0
    return log(1 + (every - having + 0.5) / (having + 0.5))
