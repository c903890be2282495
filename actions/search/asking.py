"""What somebody typed, as a question to the index: each word in four languages, and the concepts they name."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from math import log

from sqlalchemy.orm import Session

from actions.search import themes
from actions.search.entries import concept_term
from actions.search.narrowing import EVERY, theme_term
from actions.search.question import Group, Looked, Question
from actions.search.reading import OWN, SHORTEST_CORRECTED, Reading, reading_of
from actions.search.thesaurus import Span, Thesaurus
from actions.search.tongues import spans_in_each
from actions.search.words import IN_PHRASE, all_stems, kin, plain, stems, words_of
from store.frozen import frozen
from store.search import records_with

MOST_WORDS = 12
OF_THEME = 0.3  # what being about the theme of a concept says, beside having a related one
WITHIN = 0.5  # what is around a word of a longer concept: whoever asks for road safety may not fear floods
OTHER, CONCEPT, KIN, RELATED = 0.9, 0.7, 0.5, 0.2  # how much each kind of likeness is worth, beside the word itself


def question_of(
    session: Session, text: str, language: str, known: Thesaurus, doors: Sequence[str], *, is_begun: bool = False
) -> Question:
    """Reads what somebody typed. `is_begun`: they may still be typing the last word."""
    typed = list(words_of(text))[:MOST_WORDS]
    as_typed = _understood([Reading(word) for word in typed], language, known)
    records = records_with(session, sorted(as_typed.terms))
    readings = []
    for place, word in enumerate(typed):
        if plain(word.written) in known.words or any(stem in records for stem in all_stems(word.written, language)):
            readings.append(Reading(word))
        else:
            is_last = place == len(typed) - 1
            readings.append(reading_of(session, word, known, doors, is_begun=is_begun and is_last))
    read_as = " ".join(reading.words[0] for reading in readings)
    is_corrected = any(reading.is_corrected for reading in readings)
    understood = as_typed
    if readings != as_typed.readings:
        understood = _understood(readings, language, known)
        records = records_with(session, sorted(understood.terms))
    groups, around = _groups(understood, records, known)
    theme = themes.named([word.written for word in typed])
    if theme is not None:  # what is about it may say so in other words
        groups = [replace(one, related={**one.related, theme_term(theme): RELATED}) for one in groups]
    return Question(groups, read_as if is_corrected else None, around, theme)


@frozen
class _Understood:
    """Words as they are taken, with what each may stand as, the concepts in them, and what is around these.

    around: each with the part of its rarity that counts
    """

    readings: Sequence[Reading]
    spans: Sequence[Span]
    by_word: Sequence[Mapping[str, float]]
    around: Mapping[str, float]

    @property
    def terms(self) -> set[str]:
        """All of which has to be known in how many entries they stand."""
        named = (concept_term(span.concept) for span in self.spans)
        return {EVERY, *self.around, *named, *(term for found in self.by_word for term in found)}


def _understood(readings: Sequence[Reading], language: str, known: Thesaurus) -> _Understood:
    spans = _spans(readings, language, known)
    by_word = [_terms(reading, language, spans, place) for place, reading in enumerate(readings)]
    around = _around({span.concept for span in spans}, known)
    most = _around({span.concept for span in spans if not any(_is_within(span, other) for other in spans)}, known)
    parts = {term: part if term in most else part * WITHIN for term, part in around.items()}
    return _Understood(readings, spans, by_word, parts)


def _is_within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end and span.end - span.start < other.end - other.start


def _groups(
    understood: _Understood, records: Mapping[str, int], known: Thesaurus
) -> tuple[list[Group], dict[str, float]]:
    """What is looked for, and how rare what is around it is."""
    readings, spans = understood.readings, understood.spans
    looked = [Looked(found, _rarity(found, records)) for found in understood.by_word]
    reaches = [range(*reach) for reach in _longest(spans, len(readings))]
    groups = [_group(looked, readings, spans, places, records, known) for places in reaches]
    standing = [group for group in groups if group.weight]  # the others stand nowhere
    if not standing:  # in a small store what is related may be all there is
        near = [replace(group, rarity=_rarity(group.related, records)) for group in groups]
        standing = [group for group in near if group.weight]
    return standing, {
        term: part * _rarity_of(records[term], records) for term, part in understood.around.items() if term in records
    }


def _group(
    looked: Sequence[Looked],
    readings: Sequence[Reading],
    spans: Iterable[Span],
    places: range,
    records: Mapping[str, int],
    known: Thesaurus,
) -> Group:
    """Words in a row, of which several name a concept together; what one word names is among its own terms."""
    named = {span.concept for span in spans if (span.start, span.end) == (places.start, places.stop)}
    worth = CONCEPT * min(readings[place].worth for place in places)
    concepts = {concept_term(concept): worth for concept in sorted(named)} if len(places) > 1 else {}
    return Group(
        words=[looked[place] for place in places],
        concepts=concepts,
        related=dict.fromkeys(_around(named, known), RELATED),
        rarity=_rarity(concepts, records),
    )


def _around(concepts: Set[str], known: Thesaurus) -> dict[str, float]:
    """What is related to concepts, and their themes, with the part of each one's rarity that counts."""
    about = {theme_term(theme) for concept in concepts for theme in themes.about(concept)}
    others = {other for concept in concepts for other in known.related.get(concept, ())}
    return dict.fromkeys(sorted(about), OF_THEME) | dict.fromkeys(map(concept_term, sorted(others - concepts)), 1.0)


def _spans(readings: Sequence[Reading], language: str, known: Thesaurus) -> list[Span]:
    """What is named in their own language; in another one only where that names nothing, and the word is no other."""

    def row_in(one: str) -> list[tuple[str, ...]]:
        return [reading.senses(one) for reading in readings] if one == language else _far_row(readings, one)

    own, *others = spans_in_each([reading.typed for reading in readings], language, known, row_in)
    named = {place for span in own for place in range(span.start, span.end)}
    further = [span for spans in others for span in spans if named.isdisjoint(range(span.start, span.end))]
    return list(dict.fromkeys((*own, *further)))


def _far_row(readings: Sequence[Reading], language: str) -> list[tuple[str, ...]]:
    """In a language that is not theirs: without what is left of a word that it does not have (crear, cre)."""
    return [tuple(sense for sense in reading.senses(language) if not _is_stump(sense, reading)) for reading in readings]


def _is_stump(sense: str, reading: Reading) -> bool:
    stem = sense.removesuffix(IN_PHRASE)
    return len(stem) < SHORTEST_CORRECTED and all(len(plain(word)) - len(stem) > 1 for word in reading.words)


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
    return _rarity_of(min(every, sum(likest)), records)


def _rarity_of(having: int, records: Mapping[str, int]) -> float:
    if having == 0:
        return 0.0
    return log(1 + (records[EVERY] - having + 0.5) / (having + 0.5))
