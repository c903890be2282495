"""What a search looks through, and how it is asked: the words of each database stay in this folder.

A question is a tree of `All` and `AnyOf` over terms. Rights are among its terms, so that what somebody may not read is
never found, not even to be left out afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import FoundKind, SearchEntry, SearchTerm, ThesaurusTerm
from store.models.columns import Moment


@dataclass(frozen=True)
class All:
    """Every one of the parts."""

    parts: Sequence["Asked"]


@dataclass(frozen=True)
class AnyOf:
    """At least one of the parts."""

    parts: Sequence["Asked"]


Asked = str | All | AnyOf  # a text is one term


class Found(NamedTuple):
    """An entry that a question found. `terms` without those of its title."""

    id: int
    kind: FoundKind
    about_id: int
    state: str
    published_at: datetime
    title_terms: str
    terms: str


def find(session: Session, asked: Asked, most: int) -> list[Found]:
    """The newest entries of which the question is true, at most so many. SQLite: FTS5; PostgreSQL: tsvector and GIN."""
    if session.get_bind().dialect.name == "sqlite":
        return _read(session.execute(_ON_SQLITE, {"asked": in_fts5(asked), "most": most}))
    # How many entries a term stands in decides how it is best looked for: planned for these terms, not once for all.
    session.execute(sa.text("SET LOCAL plan_cache_mode = force_custom_plan"))
    return _read(session.execute(_ON_POSTGRES, {"asked": in_tsquery(asked), "most": most}))


def in_fts5(asked: Asked) -> str:
    """The question as FTS5 understands it. Terms are letters, digits and `_`: quoted, none is an operator."""
    match asked:
        case str():
            return f'"{asked}"'
        case All(parts):
            return f"({' AND '.join(map(in_fts5, parts))})"
        case AnyOf(parts):
            return f"({' OR '.join(map(in_fts5, parts))})"


def in_tsquery(asked: Asked) -> str:
    """The question as PostgreSQL understands it."""
    match asked:
        case str():
            return f"'{asked}'"
        case All(parts):
            return f"({' & '.join(map(in_tsquery, parts))})"
        case AnyOf(parts):
            return f"({' | '.join(map(in_tsquery, parts))})"


_COLUMNS = "e.id, e.kind, e.about_id, e.state, e.published_at, e.title_terms, e.terms"
_ON_SQLITE = sa.text(
    f"SELECT {_COLUMNS} FROM search_index JOIN search_entry AS e ON e.id = search_index.rowid "  # noqa: S608 - our own
    "WHERE search_index MATCH :asked ORDER BY search_index.rowid DESC LIMIT :most"
).columns(published_at=Moment)
# Ordered by a sum, which no index has: read backwards by its key and filtered, forty thousand entries were looked at
# for two hundred.
_ON_POSTGRES = sa.text(
    "WITH newest AS MATERIALIZED (SELECT id FROM search_entry WHERE found_by @@ CAST(:asked AS tsquery) "  # noqa: S608 - our own
    "ORDER BY id + 0 DESC LIMIT :most) "
    f"SELECT {_COLUMNS} FROM newest JOIN search_entry AS e ON e.id = newest.id ORDER BY e.id DESC"
).columns(published_at=Moment)


def _read(rows: Iterable[Any]) -> list[Found]:
    return [Found(id_, FoundKind(kind), *rest) for id_, kind, *rest in rows]


def locked_entry(session: Session, kind: FoundKind, about_id: int) -> SearchEntry | None:
    """The entry of a record, which nobody else changes until this unit ends; as whoever did so last has left it."""
    of_record = sa.select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.about_id == about_id)
    return session.scalar(of_record.with_for_update(), execution_options={"populate_existing": True})


def entries_to_renew(session: Session, now: datetime, most: int) -> list[SearchEntry]:
    """Entries that wait to be made anew, those that have waited longest first."""
    asked = sa.select(SearchEntry).where(SearchEntry.renew_at <= now)
    waiting = asked.order_by(SearchEntry.renew_at, SearchEntry.id).limit(most)
    return list(session.scalars(waiting.with_for_update(skip_locked=True)))


def renew_made_otherwise(session: Session, made_with: str, now: datetime, most: int) -> int:
    """Has some of the entries made anew that were made with other words; asked in two ranges that the index knows."""
    changed = 0
    for other in (SearchEntry.made_with < made_with, SearchEntry.made_with > made_with):
        page = sa.select(SearchEntry.id).where(other, SearchEntry.renew_at.is_(None)).limit(most)
        changed += renew(session, list(session.scalars(page)), now)
    return changed


def renew_having(session: Session, asked: Asked, now: datetime) -> None:
    """Has all entries made anew of which a question is true."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    words = in_fts5(asked) if is_sqlite else in_tsquery(asked)
    session.execute(_RENEW_ON_SQLITE if is_sqlite else _RENEW_ON_POSTGRES, {"asked": words, "now": now})


_NOW = sa.bindparam("now", type_=Moment)
_RENEW_ON_SQLITE = sa.text(
    "UPDATE search_entry SET renew_at = :now "
    "WHERE id IN (SELECT rowid FROM search_index WHERE search_index MATCH :asked)"
).bindparams(_NOW)
_RENEW_ON_POSTGRES = sa.text(
    "UPDATE search_entry SET renew_at = :now WHERE found_by @@ CAST(:asked AS tsquery)"
).bindparams(_NOW)


def renew(session: Session, entries: Sequence[int], now: datetime) -> int:
    """Has entries made anew."""
    if entries:
        session.execute(sa.update(SearchEntry).where(SearchEntry.id.in_(entries)).values(renew_at=now))
    return len(entries)


NEXT_TO_RENEW = sa.select(sa.func.min(SearchEntry.renew_at)).where(SearchEntry.renew_at.is_not(None))


def count_terms(session: Session, changes: dict[str, int]) -> None:
    """Terms that stand in more entries now, or in fewer. In order: two who count at once wait, and never cross."""
    given = [{"term": term, "by": by} for term, by in sorted(changes.items()) if by]
    if given:
        session.connection().execute(_COUNTED, given)


_COUNTED = sa.text(
    "INSERT INTO search_term (term, records) VALUES (:term, :by) "
    "ON CONFLICT (term) DO UPDATE SET records = search_term.records + excluded.records"
)


def records_with(session: Session, terms: Sequence[str]) -> dict[str, int]:
    """In how many entries each of the terms stands; those that stand in none are left out."""
    if not terms:
        return {}
    return {row.term: row.records for row in session.execute(_HAVING, {"terms": list(terms)})}


_HAVING = sa.select(SearchTerm.term, SearchTerm.records).where(
    SearchTerm.term.in_(sa.bindparam("terms", expanding=True)), SearchTerm.records > 0
)


def added_terms(session: Session) -> tuple[tuple[str, str, str], ...]:
    """What coordinators have added to the thesaurus: concept, language and words, in the order in which they did."""
    return tuple((row.concept, row.language, row.term) for row in session.execute(_ADDED))


_ADDED = sa.select(ThesaurusTerm.concept, ThesaurusTerm.language, ThesaurusTerm.term).order_by(ThesaurusTerm.id)


def term_rows(session: Session) -> list[ThesaurusTerm]:
    """The same as rows, the newest first."""
    return list(session.scalars(sa.select(ThesaurusTerm).order_by(ThesaurusTerm.id.desc())))
