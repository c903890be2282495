"""Statements past the ORM, each in the words of its database."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from store.database import straight
from store.database.connections import connection_of
from store.database.straight import Carried, Given
from store.models import Row

T = TypeVar("T")
R = TypeVar("R", bound=Row)


def carry_out(session: Session, statement: sa.Executable, given: Given | list[dict[str, Any]] | None = None) -> Carried:
    """Carries out a statement that is built once (`@cache`), past the ORM and past SQLAlchemy: what every update passes
    is to cost next to nothing. For each of a list; every column is given, for nobody fills in a default.
    """
    connection = connection_of(session)
    if not straight.is_watched(connection):
        return straight.carry_out_straight(connection, statement, {} if given is None else given)
    done = connection.execute(statement, given)
    return Carried(done.all() if done.returns_rows else (), done.rowcount)


def row_straight(session: Session, statement: sa.Select[T], given: Given) -> T | None:
    """The first row of a table that is asked for whole, at a third of what the ORM takes for it."""
    rows = all_straight(session, statement, given)
    return rows[0] if rows else None


def rows_straight(session: Session, statement: sa.Select[*tuple[Any, ...]], given: Given) -> list[tuple[Any, ...]]:
    """All rows of a statement that is built once and asks for several tables whole, as `Session.execute` gives them."""
    connection = connection_of(session)
    if straight.is_watched(connection):
        return [tuple(row) for row in session.execute(statement, given)]
    return straight.rows_straight(session, connection, statement, given)


def all_straight(session: Session, statement: sa.Select[T], given: Given) -> list[T]:
    """The same of one table, as `Session.scalars` gives them."""
    return [row for (row,) in rows_straight(session, statement, given)]


def row_by_id(session: Session, table: type[R], number: int) -> R | None:
    """The row with this `id`, as `Session.get` gives it: not asked for when the session has it already."""
    present: R | None = session.identity_map.get(identity_key(table, number))
    return row_straight(session, _by_id(table), {"of_id": number}) if present is None else present


def rows_by_id(session: Session, table: type[R], numbers: Iterable[int]) -> dict[int, R]:
    """The rows with these `id`s in one go, as far as they are there. They have to be kept: the session lets go."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    rows: list[Any] = all_straight(session, _among(table), {"of_ids": wanted})
    return {row.id: row for row in rows}


@cache
def _among(table: Any) -> sa.Select[Any]:
    return sa.select(table).where(table.id.in_(sa.bindparam("of_ids", expanding=True)))


@cache
def _by_id(table: Any) -> sa.Select[Any]:
    return sa.select(table).where(table.id == sa.bindparam("of_id"))


def insert_new(session: Session, table: type[Row], values: dict[str, Any], *, unique: Sequence[str]) -> bool:
    """Inserts a row unless one with the same `unique` columns is there; True when it was inserted."""
    insert = _insert_of_new(_dialect(session), table, tuple(values), tuple(unique))
    return carry_out(session, insert, values).rowcount == 1


def insert_all_new(
    session: Session, table: type[Row], rows: Sequence[dict[str, Any]], *, unique: Sequence[str]
) -> None:
    """Inserts rows of the same shape in one go, without those of which the `unique` columns are there."""
    if rows:
        carry_out(session, _insert_of_new(_dialect(session), table, tuple(rows[0]), tuple(unique)), list(rows))


def insert_or_change(
    session: Session,
    table: type[Row],
    rows: Sequence[dict[str, Any]],
    *,
    unique: str,
    changed: str,
    grows: bool = False,
) -> None:
    """Inserts rows; one whose `unique` column is there gets the new `changed` column. `grows`: only a larger one."""
    carry_out(session, _insert_or_change_of(_dialect(session), table, unique, changed, grows), list(rows))


@cache
def _insert_of_new(dialect: Any, table: type[Row], columns: tuple[str, ...], unique: tuple[str, ...]) -> Any:
    given = {name: sa.bindparam(name, type_=table.__table__.columns[name].type) for name in columns}
    return _insert(dialect, table).values(given).on_conflict_do_nothing(index_elements=unique)


@cache
def _insert_or_change_of(dialect: Any, table: type[Row], unique: str, changed: str, grows: bool) -> Any:
    insert = _insert(dialect, table)
    new, present = insert.excluded[changed], table.__table__.columns[changed]
    value = sa.case((present > new, present), else_=new) if grows else new
    return insert.on_conflict_do_update(index_elements=[unique], set_={changed: value})


def _insert(dialect: Any, table: type[Row]) -> Any:
    return dialect.insert(table).inline()  # nobody asks for the new row's number


def _dialect(session: Session) -> Any:
    return _words_of(session.get_bind().dialect.name)


@cache
def _words_of(database: str) -> Any:
    """Only of the one in use, which SQLAlchemy has imported to reach it: those of the other are megabytes."""
    return import_module(f"sqlalchemy.dialects.{database}")
