"""What a search looks through: derived from the records, and made anew from them at any time."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice
from store.models.partial import index_of_some

# Ranges of words are looked for letter by letter; the order of a language would find other ones.
WORD = String(64).with_variant(String(64, collation="C"), "postgresql")


class FoundKind(StrEnum):
    """What can be found. `ANSWER`: to the month's question."""

    CHALLENGE = "challenge"
    EXPERIENCE = "experience"
    SOLUTION = "solution"
    ANSWER = "answer"
    ARCHIVE = "archive"


class SearchEntry(Row):
    """One record as a search sees it.

    title_terms, terms: of the title and of all the rest, separated by spaces; `terms` also say by whom it may be found,
      and what a search can be narrowed to (`actions/search/terms.py`)
    made_with: the words that it was made with; with others, it is made anew
    renew_at: from when on it waits to be made anew; None: it does not
    SQLite keeps `search_index` (FTS5) in step by triggers, PostgreSQL the generated column `found_by`: migrations 0029
      and 0047.
    """

    __tablename__ = "search_entry"
    __table_args__ = (
        UniqueConstraint("kind", "about_id"),
        Index("ix_search_entry_made_with", "made_with"),
        index_of_some("ix_search_entry_renew_at", "renew_at", where="renew_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[FoundKind] = mapped_column(choice(FoundKind))
    about_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    published_at: Mapped[datetime]
    title_terms: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)
    made_with: Mapped[str] = mapped_column(String(32))
    renew_at: Mapped[datetime | None]


class SearchTerm(Row):
    """In how many entries a term stands."""

    __tablename__ = "search_term"

    term: Mapped[str] = mapped_column(WORD, primary_key=True)
    records: Mapped[int] = mapped_column(Integer)


class SearchWord(Row):
    """A word that somebody has written, without accents: what one with a typo may have been. backwards: its mirror."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    backwards: Mapped[str] = mapped_column(WORD, index=True)


class ThesaurusTerm(Row):
    """A term that the coordination has added to a concept of the thesaurus, or to one of its own."""

    __tablename__ = "thesaurus_term"
    __table_args__ = (UniqueConstraint("concept", "language", "term"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concept: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    term: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
