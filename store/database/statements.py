"""Statements past the ORM, each in the words of its database."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from store.database.straight import is_watched, on_sqlite, row_on_sqlite
from store.models import Row

T = TypeVar("T")


def carry_out(session: Session, statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[Any]:
    """Executes a prepared statement past the ORM: what every update passes costs a third of what it would within."""
    return _connection(session).execute(statement, parameters)


def carry_out_straight(session: Session, statement: sa.Executable, parameters: Mapping[str, Any]) -> "Carried":
    """The same for a statement that is built once, gives words and numbers only, and is to cost next to nothing."""
    connection = _connection(session)
    if connection.dialect.name != "sqlite" or is_watched(connection):
        return connection.execute(statement, parameters)
    return on_sqlite(connection, statement, parameters)


def row_straight(session: Session, statement: sa.Select[T], parameters: Mapping[str, Any]) -> T | None:
    """The first row of a table with an `id` that is asked for whole, at a third of what the ORM takes for it."""
    connection = _connection(session)
    if connection.dialect.name != "sqlite" or is_watched(connection):
        return session.scalar(statement, parameters)
    return row_on_sqlite(session, connection, statement, parameters)


class Carried(Protocol):
    """What has come of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> Sequence[Any]:
        """All rows."""


def _connection(session: Session) -> Connection:
    session.flush()
    bind = session.get_bind()
    return bind if isinstance(bind, Connection) else session.connection()


def insert_new(session: Session, table: type[Row], values: dict[str, Any], *, unique: Sequence[str]) -> bool:
    """Inserts a row unless one with the same `unique` columns is there; True when it was inserted."""
    insert = _insert_of_new(_dialect(session), table, tuple(values), tuple(unique))
    return carry_out_straight(session, insert, values).rowcount == 1


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
    return dialect.insert(table).values(given).on_conflict_do_nothing(index_elements=unique)


@cache
def _insert_or_change_of(dialect: Any, table: type[Row], unique: str, changed: str, grows: bool) -> Any:
    insert = dialect.insert(table)
    new, present = insert.excluded[changed], table.__table__.columns[changed]
    value = sa.case((present > new, present), else_=new) if grows else new
    return insert.on_conflict_do_update(index_elements=[unique], set_={changed: value})


def _dialect(session: Session) -> Any:
    return sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
