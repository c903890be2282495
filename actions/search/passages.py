"""The place in a record that shows why it was found."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from actions.search.entries import concept_term
from actions.search.thesaurus import Thesaurus
from actions.search.tongues import spans_in_own
from actions.search.words import Word, stems, words_of

LONGEST = 120  # letters
BEFORE = 30  # letters that lead to the first word found


class Piece(NamedTuple):
    """Some words, and whether they are what was looked for."""

    text: str
    is_found: bool


def passage_of(text: str, language: str, wanted: Collection[str], known: Thesaurus) -> tuple[Piece, ...]:
    """The part of a text in which most of the wanted terms stand close together, cut at words, with those marked."""
    words = list(words_of(text))
    found = sorted(_places(words, language, wanted, known))
    start, end = _window(text, words, found)
    pieces = [Piece("…", False)] if start > 0 else []
    pieces += _pieces(text, start, end, [words[place] for place in found])
    return (*pieces, Piece("…", False)) if end < len(text) else tuple(pieces)


def _places(words: Sequence[Word], language: str, wanted: Collection[str], known: Thesaurus) -> set[int]:
    """Which words stand for a wanted term, or for one together with others."""
    row = [stems(word.written, language) for word in words]
    places = {place for place, stems_there in enumerate(row) if any(stem in wanted for stem in stems_there)}
    for span in spans_in_own(words, language, known):
        if concept_term(span.concept) in wanted:
            places.update(range(span.start, span.end))
    return places


def _window(text: str, words: Sequence[Word], found: Sequence[int]) -> tuple[int, int]:
    """From which letter to which: whole words, with as many found ones as can be."""
    if len(text) <= LONGEST:
        return 0, len(text)
    firsts = [words[place].start for place in found] or [0]
    start = max(firsts, key=lambda first: (sum(first <= other < first + LONGEST - BEFORE for other in firsts), -first))
    start = _word_start(text, max(0, start - BEFORE))
    return start, _word_end(text, start + LONGEST)


def _word_start(text: str, place: int) -> int:
    blank = text.find(" ", place)
    return 0 if place == 0 else (blank + 1 if 0 <= blank < place + BEFORE else place)


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, place)
    return blank if blank > place - BEFORE else place


def _pieces(text: str, start: int, end: int, found: Sequence[Word]) -> Iterator[Piece]:
    marks = [False] * (end - start)
    for word in found:
        for letter in range(max(word.start, start), min(word.end, end)):
            marks[letter - start] = True
    for is_found, letters in groupby(range(start, end), key=lambda letter: marks[letter - start]):
        yield Piece("".join(text[letter] for letter in letters), is_found)
