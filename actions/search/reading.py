"""A word that was typed as it is taken: itself, how it may go on, or the nearest that somebody has written."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions.search.entries import concept_term
from actions.search.thesaurus import Thesaurus
from actions.search.words import STEMMERS, Word, all_stems, plain, stems
from store.frozen import frozen
from store.search import AnyOf, first_finding, records_with
from store.search.words import similar_words, words_beginning

OWN, CORRECTED = 1.0, 0.7  # how much a word is worth, and one for which it was taken
SHORTEST_CORRECTED, LONG = 4, 8  # letters; a long word may have two mistakes
MOST_GUESSES = 3
MOST_TRIED = 6  # words of which is looked whether the person finds anything by them


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


def reading_of(session: Session, typed: Word, known: Thesaurus, doors: Sequence[str], *, is_begun: bool) -> Reading:
    """One that nobody has written as it stands. `is_begun`: they may still be typing it."""
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
