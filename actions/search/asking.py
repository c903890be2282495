"""What somebody typed, as a question to the index: each word in four languages, the concepts they name, and typos."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from math import log

from sqlalchemy.orm import Session

from actions.search import themes
from actions.search.entries import concept_term
from actions.search.narrowing import EVERY, theme_term
from actions.search.thesaurus import Span, Thesaurus
from actions.search.words import IN_PHRASE, STEMMERS, Word, all_stems, kin, plain, stems, words_of
from store.frozen import frozen
from store.search import All, AnyOf, Asked, first_finding, records_with
from store.search.words import similar_words, words_beginning

MOST_WORDS = 12
OF_THEME = 0.3  # what being about the theme of a concept says, beside having a related one
WITHIN = 0.5  # what is around a word of a longer concept: whoever asks for road safety may not fear floods
OWN, OTHER, CONCEPT, CORRECTED, KIN, RELATED = 1.0, 0.9, 0.7, 0.7, 0.5, 0.2  # how much each kind of likeness is worth
SHORTEST_CORRECTED, LONG = 4, 8  # letters; a long word may have two mistakes
MOST_GUESSES = 3
MOST_TRIED = 6  # words of which is looked whether the person finds anything by them
MOST_WIDELY = 60  # terms of the widest question


@frozen
class Looked:
    """One word that was typed: what it may stand as in the index, with what that is worth, and how rare it is."""

    terms: Mapping[str, float]
    weight: float


@frozen
class Group:
    """Words in a row. concepts: those that all of them together name; related: what is looked at besides those."""

    words: Sequence[Looked]
    concepts: Mapping[str, float]
    related: Mapping[str, float]
    rarity: float  # of the concepts

    @cached_property
    def weight(self) -> float:
        """How much it says."""
        return max(self.rarity, sum(word.weight for word in self.words))

    @property
    def asked(self) -> Asked:
        """True where all its words stand, or the concept that they name."""
        together = All([AnyOf(list(word.terms)) for word in self.words])
        return AnyOf([together, *self.concepts]) if self.concepts else together


@frozen
class Question:
    """What is looked for. read_as: the words taken for those that nobody has ever written; None: none was.

    around: concepts related to those that are named, and their themes, each with its rarity; they say what an entry is
    about. theme: the one that is called as they typed; its entries are looked for, those of other themes only ordered
    """

    groups: Sequence[Group]
    read_as: str | None
    around: Mapping[str, float]
    theme: str | None = None

    @cached_property
    def terms(self) -> frozenset[str]:
        """All that an entry may have that says something about how well it answers."""
        worths = (
            one
            for group in self.groups
            for one in (*(word.terms for word in group.words), group.concepts, group.related)
        )
        return frozenset(self.around).union(*worths)

    @property
    def widely(self) -> Asked:
        """True where any of the words stands, what one of them means, or what is related to that.

        A theme stands in so many entries that to look for it takes as long as all the rest.
        """
        wanted: Counter[str] = Counter()
        for group in self.groups:
            for worths in (*(word.terms for word in group.words), group.concepts, group.related):
                wanted |= Counter({term: worth * group.weight for term, worth in worths.items()})
        own = None if self.theme is None else theme_term(self.theme)
        asked = [(term, worth) for term, worth in wanted.items() if term == own or not term.startswith(theme_term(""))]
        return AnyOf([term for term, _ in sorted(asked, key=lambda one: (-one[1], one[0]))[:MOST_WIDELY]])


@frozen
class Reading:
    """A word as it is taken: itself, or those it may have been meant for, and what a likeness to them is worth.

    typed: itself, with the phrase in which it stands
    """

    typed: Word
    meant: Sequence[str] = ()
    worth: float = OWN

    @property
    def words(self) -> Sequence[str]:
        """Those that are looked for."""
        return self.meant or [self.typed.written]

    def senses(self, language: str) -> tuple[str, ...]:
        """By what it names something."""
        if not self.meant:
            return self.typed.senses(language)
        return tuple(stem for word in self.meant for stem in stems(word, language))

    @property
    def is_corrected(self) -> bool:
        """Whether nobody has ever written it as it was typed."""
        return self.worth < OWN


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
            readings.append(_meant(session, word, known, doors, is_begun=is_begun and is_last))
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


def _meant(session: Session, typed: Word, known: Thesaurus, doors: Sequence[str], *, is_begun: bool) -> Reading:
    word = plain(typed.written)
    begun = words_beginning(session, word, MOST_TRIED) if is_begun else []
    found = _finding(session, begun, known, doors)
    if found:
        return Reading(typed, found)
    guesses = _finding(session, _guesses(session, word, known), known, doors)
    return Reading(typed, guesses, CORRECTED) if guesses else Reading(typed)


def _finding(session: Session, words: Sequence[str], known: Thesaurus, doors: Sequence[str]) -> list[str]:
    """Those by which the person finds something: words that others wrote for others are not said to them."""
    tried = words[:MOST_TRIED]
    asked = [AnyOf([*all_stems(word, "es"), *sorted(_concepts_of(word, known))]) for word in tried]
    return [tried[place] for place in first_finding(session, asked, AnyOf(doors), MOST_GUESSES)]


def _guesses(session: Session, word: str, known: Thesaurus) -> list[str]:
    """The words nearest to one that nobody has written, the likeliest first; none when none is near."""
    if len(word) < SHORTEST_CORRECTED or word.isdecimal():
        return []
    from rapidfuzz import process  # large, and most words have been written by somebody
    from rapidfuzz.distance import OSA

    most = 1 if len(word) < LONG else 2
    candidates = {*similar_words(session, word), *known.words}
    near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=most, limit=None)
    nearest = min((distance for _, distance, _ in near), default=0)
    best = sorted(candidate for candidate, distance, _ in near if distance == nearest)
    return _most_written(session, best, known)


def _most_written(session: Session, words: Sequence[str], known: Thesaurus) -> list[str]:
    """Those of the words by which anything is found: to take a word for one that nobody has used helps nobody."""
    itself = {word: all_stems(word, "es") for word in words}
    meaning = {word: _concepts_of(word, known) for word in words}
    asked = {term for found in (*itself.values(), *meaning.values()) for term in found}
    records = records_with(session, sorted(asked))
    written = {word: max(records.get(stem, 0) for stem in itself[word]) for word in words}
    by_meaning = {word: max((records.get(concept, 0) for concept in meaning[word]), default=0) for word in words}
    finding = [word for word in words if written[word] or by_meaning[word]]
    return sorted(finding, key=lambda word: (-written[word], -by_meaning[word], word))


def _concepts_of(word: str, known: Thesaurus) -> set[str]:
    named = (span.concept for language in STEMMERS for span in known.spans([stems(word, language)], language))
    return {concept_term(concept) for concept in named}


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
    own = dict.fromkeys(known.spans([reading.senses(language) for reading in readings], language))
    named = {place for span in own for place in range(span.start, span.end)}
    named |= {place for place, reading in enumerate(readings) if language in reading.typed.other_in}
    others = (span for other in STEMMERS if other != language for span in known.spans(_far_row(readings, other), other))
    further = [span for span in others if named.isdisjoint(range(span.start, span.end))]
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
