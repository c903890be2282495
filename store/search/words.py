"""The words that people have written: what a word with a typo may have been, and how one that was begun may go on."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_all_new
from store.models import SearchWord

MOST_SIMILAR = 2_000  # words that share a half; compared one by one
LONGEST = 64


def keep_words(session: Session, words: Collection[str]) -> None:
    """Remembers words, in their order: see `count_terms`."""
    rows = [{"word": word, "backwards": word[::-1]} for word in sorted(words) if len(word) <= LONGEST]
    insert_all_new(session, SearchWord, rows, unique=["word"])


def similar_words(session: Session, word: str) -> list[str]:
    """Words that share the first or the last half: with one letter wrong, one of the two is right."""
    half = max(2, len(word) // 2)
    starting = _between(session, SearchWord.word, word[:half])
    ending = _between(session, SearchWord.backwards, word[::-1][:half])
    return sorted({*starting, *ending})


def words_beginning(session: Session, start: str, most: int) -> list[str]:
    """The shortest words that go on from there."""
    return sorted(_between(session, SearchWord.word, start), key=lambda word: (len(word), word))[:most]


def _between(session: Session, column: sa.orm.InstrumentedAttribute[str], start: str) -> list[str]:
    beyond = start[:-1] + chr(ord(start[-1]) + 1)
    asked = sa.select(SearchWord.word).where(column >= start, column < beyond).order_by(column).limit(MOST_SIMILAR)
    return list(session.scalars(asked))
