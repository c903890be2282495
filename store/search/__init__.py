"""What a search looks through: entries and their terms. The words of each database stay in this folder."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypedDict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.models import FoundKind, SearchEntry, SearchTerm, ThesaurusTerm
from store.models.columns import Moment
from store.search.finding import (
    All,
    AnyOf,
    Asked,
    Found,
    find,
    find_enough,
    first_finding,
    in_fts5,
    in_tsquery,
    is_sqlite,
)

__all__ = [
    "NEXT_TO_RENEW",
    "All",
    "AnyOf",
    "Asked",
    "Entry",
    "Found",
    "NewEntry",
    "added_terms",
    "count_terms",
    "drop_entry",
    "entries_to_renew",
    "find",
    "find_enough",
    "first_finding",
    "in_fts5",
    "in_tsquery",
    "locked_entry",
    "put_entry",
    "records_with",
    "renew",
    "renew_having",
    "renew_made_otherwise",
    "term_rows",
]


class Entry(NamedTuple):
    """The entry of a record, as far as it says by which terms it is found."""

    id: int
    title_terms: str
    terms: str


class NewEntry(TypedDict):
    """What an entry is made of."""

    kind: FoundKind
    about_id: int
    state: str
    published_at: datetime
    title_terms: str
    terms: str
    made_with: str
    renew_at: datetime | None


def locked_entry(session: Session, kind: FoundKind, about_id: int) -> Entry | None:
    """The entry of a record, which nobody else changes until this unit ends; as whoever did so last has left it."""
    row = carry_out(session, _LOCKED, {"kind": kind, "about_id": about_id}).one_or_none()
    return None if row is None else Entry(*row)


def put_entry(session: Session, present: Entry | None, entry: NewEntry) -> None:
    """A new one, or what the present one is from now on."""
    if present is None:
        carry_out(session, _NEW, entry)
    else:
        is_found_alike = (present.title_terms, present.terms) == (entry["title_terms"], entry["terms"])
        carry_out(session, _CHANGED_BESIDE if is_found_alike else _CHANGED, {**entry, "entry_id": present.id})


def drop_entry(session: Session, present: Entry) -> None:
    """Nobody finds the record any more."""
    carry_out(session, _DROPPED, {"entry_id": present.id})


_LOCKED = (
    sa.select(SearchEntry.id, SearchEntry.title_terms, SearchEntry.terms)
    .where(SearchEntry.kind == sa.bindparam("kind"), SearchEntry.about_id == sa.bindparam("about_id"))
    .with_for_update()
)
_GIVEN = {name: sa.bindparam(name, type_=SearchEntry.__table__.c[name].type) for name in NewEntry.__annotations__}
_ENTRIES: Any = SearchEntry.__table__
_MEANT = SearchEntry.id == sa.bindparam("entry_id")
_NEW = sa.insert(_ENTRIES).values(_GIVEN).inline()  # nobody asks for the new row's number
_CHANGED = sa.update(_ENTRIES).where(_MEANT).values(_GIVEN)
_CHANGED_BESIDE = (  # the index stays as it is
    sa.update(_ENTRIES)
    .where(_MEANT)
    .values({name: value for name, value in _GIVEN.items() if name not in ("title_terms", "terms")})
)
_DROPPED = sa.delete(_ENTRIES).where(_MEANT)


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
    embedded = is_sqlite(session)
    words = in_fts5(asked) if embedded else in_tsquery(asked)
    session.execute(_RENEW_ON_SQLITE if embedded else _RENEW_ON_POSTGRES, {"asked": words, "now": now})


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
    if not given:
        return
    if is_sqlite(session):
        carry_out(session, _COUNTED, given)
    else:  # PostgreSQL makes each of a list ready anew, which takes longer than to count it
        terms, numbers = [each["term"] for each in given], [each["by"] for each in given]
        carry_out(session, _COUNTED_AT_ONCE, {"terms": terms, "numbers": numbers})


_ADDED_UP = "ON CONFLICT (term) DO UPDATE SET records = search_term.records + excluded.records"
_COUNTED = sa.text(f"INSERT INTO search_term (term, records) VALUES (:term, :by) {_ADDED_UP}")  # noqa: S608 - our own
_COUNTED_AT_ONCE = sa.text(
    "INSERT INTO search_term (term, records) "  # noqa: S608 - our own
    f"SELECT * FROM unnest(CAST(:terms AS varchar[]), CAST(:numbers AS integer[])) {_ADDED_UP}"
)


def records_with(session: Session, terms: Sequence[str]) -> dict[str, int]:
    """In how many entries each of the terms stands; those that stand in none are left out."""
    if not terms:
        return {}
    return {row.term: row.records for row in carry_out(session, _HAVING, {"terms": list(terms)}).rows}


_HAVING = sa.select(SearchTerm.term, SearchTerm.records).where(
    SearchTerm.term.in_(sa.bindparam("terms", expanding=True)), SearchTerm.records > 0
)


def added_terms(session: Session) -> tuple[tuple[str, str, str], ...]:
    """What coordinators have added to the thesaurus: concept, language and words, in the order in which they did."""
    return tuple((row.concept, row.language, row.term) for row in carry_out(session, _ADDED).rows)


_ADDED = sa.select(ThesaurusTerm.concept, ThesaurusTerm.language, ThesaurusTerm.term).order_by(ThesaurusTerm.id)


def term_rows(session: Session) -> list[ThesaurusTerm]:
    """The same as rows, the newest first."""
    return list(session.scalars(sa.select(ThesaurusTerm).order_by(ThesaurusTerm.id.desc())))
