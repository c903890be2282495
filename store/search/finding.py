"""How a question is put to each database, and what it finds.

A question is a tree of `All` and `AnyOf` over terms. Rights are among its terms, so that what somebody may not read is
never found, not even to be left out afterwards.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.frozen import frozen
from store.models import FoundKind
from store.models.columns import Moment

MOST_PARTS = 6  # of a question that PostgreSQL is asked apart; of each number there is a statement


@frozen
class All:
    """Every one of the parts."""

    parts: Sequence["Asked"]


@frozen
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
    return find_enough(session, [asked], most, most)


def find_enough(session: Session, questions: Sequence[Asked], most: int, enough: int) -> list[Found]:
    """The same of several questions in their order: each is asked as long as those before it found fewer than `enough`.

    Each entry once. In one statement where a statement is a journey.
    """
    if not questions:
        return []
    if not is_sqlite(session):
        parts = [_parts(each) for each in questions]
        asked = {f"asked_{k}_{n}": in_tsquery(part) for k, own in enumerate(parts) for n, part in enumerate(own)}
        statement = _on_postgres(tuple(map(len, parts)))
        return _read(carry_out(session, statement, {**asked, "most": most, "enough": enough}).rows)
    found: dict[int, Found] = {}
    for each in questions:
        if len(found) < enough:
            rows = carry_out(session, _ON_SQLITE, {"asked": in_fts5(each), "most": most}).rows
            found |= {one.id: one for one in _read(rows)}
    return list(found.values())


def first_finding(session: Session, questions: Sequence[Asked], within: Asked, most: int) -> list[int]:
    """Which of the questions are true of any entry within another one: the places of the first so many."""
    if not questions:
        return []
    if is_sqlite(session):
        places = (place for place, each in enumerate(questions) if find(session, All([each, within]), 1))
        return list(islice(places, most))
    given = {"asked": [in_tsquery(each) for each in questions], "within": in_tsquery(within), "most": most}
    return [row.place for row in carry_out(session, _FIRST_FINDING, given).rows]


def is_sqlite(session: Session) -> bool:
    """Whether the store is embedded."""
    return session.get_bind().dialect.name == "sqlite"


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
_READ = (
    sa.column("id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("about_id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("published_at", Moment),
    sa.column("title_terms", sa.Text),
    sa.column("terms", sa.Text),
)
_ON_SQLITE = sa.text(
    f"SELECT {_COLUMNS} FROM search_index JOIN search_entry AS e ON e.id = search_index.rowid "  # noqa: S608 - our own
    "WHERE search_index MATCH :asked ORDER BY search_index.rowid DESC LIMIT :most"
).columns(*_READ)
_FIRST_FINDING = sa.text(
    "SELECT place - 1 AS place FROM (SELECT * FROM unnest(CAST(:asked AS text[])) WITH ORDINALITY AS each (words, "
    "place) ORDER BY place OFFSET 0) AS asked WHERE (SELECT id FROM search_entry WHERE found_by @@ "
    "CAST(words AS tsquery) AND found_by @@ CAST(:within AS tsquery) LIMIT 1) IS NOT NULL LIMIT :most"
).columns(sa.column("place", sa.Integer))


def _parts(asked: Asked) -> list[Asked]:
    """What all has to be true, apart: put so, PostgreSQL passes over what is not in the rarest."""
    if not isinstance(asked, All):
        return [asked]
    parts = [one for part in asked.parts for one in _parts(part)]
    return parts if len(parts) <= MOST_PARTS else [*parts[: MOST_PARTS - 1], All(parts[MOST_PARTS - 1 :])]


@cache
def _on_postgres(parts: tuple[int, ...]) -> Any:
    """A statement for questions of so many parts each.

    Ordered by a sum, which no index has: read backwards by its key and filtered, forty thousand entries were looked at
    for two hundred. Of a million, most that are found are not among the newest: each question is first put to the last
    two shelves of 65,536 entries, and to all where these have not enough.
    """
    found = ", ".join(_found(place, _are_true(place, number)) for place, number in enumerate(parts))
    return sa.text(
        f"WITH last AS MATERIALIZED ({_LAST_SHELVES}), {found} "  # noqa: S608 - our own
        f"SELECT {_COLUMNS} FROM ({_found_before(len(parts))}) AS newest "
        "JOIN search_entry AS e ON e.id = newest.id ORDER BY e.id DESC"
    ).columns(*_READ)


_LAST_SHELVES = (
    "SELECT CAST('z_' || shelf || ' | z_' || greatest(shelf - 1, 0) AS tsquery) AS shelves, shelf > 3 AS are_many "
    "FROM (SELECT max(id) >> 16 AS shelf FROM search_entry) AS newest"
)


def _found(place: int, are_true: str) -> str:
    newest = "ORDER BY id + 0 DESC LIMIT :most"
    few = _as_long_as_few(place)
    return (
        f"lately_{place} AS MATERIALIZED (SELECT id FROM search_entry WHERE (SELECT are_many FROM last) AND {few}"  # noqa: S608
        f"{are_true} AND found_by @@ (SELECT shelves FROM last) {newest}), "
        f"found_{place} AS MATERIALIZED (SELECT id FROM lately_{place} UNION (SELECT id FROM search_entry WHERE "
        f"(SELECT count(*) FROM lately_{place}) < :most AND {few}{are_true} {newest}))"
    )


def _are_true(place: int, number: int) -> str:
    return " AND ".join(f"found_by @@ CAST(:asked_{place}_{part} AS tsquery)" for part in range(number))


def _as_long_as_few(place: int) -> str:
    before = _found_before(place)
    return f"(SELECT count(*) FROM ({before}) AS before) < :enough AND " if before else ""  # noqa: S608 - our own


def _found_before(place: int) -> str:
    return " UNION ".join(f"SELECT id FROM found_{each}" for each in range(place))  # noqa: S608 - our own


def _read(rows: Iterable[Any]) -> list[Found]:
    return [Found(id_, FoundKind(kind), *rest) for id_, kind, *rest in rows]
