"""The words that people have written: what a word with a typo may have been, and how one that was begun may go on."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out, insert_all_new
from store.models import SearchWord
from store.search.finding import is_sqlite

MOST_SIMILAR = 2_000  # words that share a half; compared one by one
LONGEST = 64


def keep_words(session: Session, words: Collection[str]) -> None:
    """Remembers words, in their order: see `count_terms`."""
    kept = [word for word in sorted(words) if len(word) <= LONGEST]
    if is_sqlite(session):
        rows = [{"word": word, "backwards": word[::-1]} for word in kept]
        insert_all_new(session, SearchWord, rows, unique=["word"])
    elif kept:
        carry_out(session, _KEPT, {"words": kept})


_KEPT = sa.text(
    "INSERT INTO search_word (word, backwards) SELECT word, reverse(word) FROM unnest(CAST(:words AS varchar[])) AS "
    "said (word) ON CONFLICT (word) DO NOTHING"
)


def similar_words(session: Session, word: str) -> list[str]:
    """Words that share the first or the last half: with one letter wrong, one of the two is right."""
    half = max(2, len(word) // 2)
    start, end = word[:half], word[::-1][:half]
    given = {"start": start, "beyond": _beyond(start), "end": end, "beyond_end": _beyond(end), "most": MOST_SIMILAR}
    return sorted({row.word for row in carry_out(session, _SIMILAR, given).rows})


def words_beginning(session: Session, start: str, most: int) -> list[str]:
    """The shortest words that go on from there."""
    given = {"start": start, "beyond": _beyond(start), "most": MOST_SIMILAR}
    found = [row.word for row in carry_out(session, _BEGINNING, given).rows]
    return sorted(found, key=lambda word: (len(word), word))[:most]


def _beyond(start: str) -> str:
    return start[:-1] + chr(ord(start[-1]) + 1)


def _between(column: sa.orm.InstrumentedAttribute[str], start: str, beyond: str) -> sa.Select[str]:
    reach = (column >= sa.bindparam(start, type_=column.type), column < sa.bindparam(beyond, type_=column.type))
    return sa.select(SearchWord.word).where(*reach).order_by(column).limit(sa.bindparam("most", type_=sa.Integer))


_BEGINNING = _between(SearchWord.word, "start", "beyond")
_SIMILAR = sa.union_all(
    sa.select(_BEGINNING.subquery().c.word),
    sa.select(_between(SearchWord.backwards, "end", "beyond_end").subquery().c.word),
)
