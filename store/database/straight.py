"""What every update passes, handed to SQLite's driver as it is.

SQLAlchemy makes each execution ready anew, which takes ten times as long as SQLite takes to carry it out.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.sql.compiler import SQLCompiler

from store.encoding import decoded, encoded_text

T = TypeVar("T")

Filled = Callable[[Any], Any]
Columns = tuple[tuple[str, Filled | None], ...]

DIALECT = sqlite.dialect(json_serializer=encoded_text, json_deserializer=decoded)


@dataclass(frozen=True)
class Ready:
    """A statement in SQLite's words; its parameters in their order, each with what makes it one of SQLite's values."""

    text: str
    parameters: tuple[tuple[str, Any, Filled | None], ...]

    def filled(self, given: Mapping[str, Any]) -> list[Any]:
        """The values in their order."""
        return [
            given.get(name, value) if process is None else process(given.get(name, value))
            for name, value, process in self.parameters
        ]


def on_sqlite(connection: Connection, statement: sa.Executable, given: Mapping[str, Any]) -> sqlite3.Cursor:
    """Carries out a statement that is built once and for all. Raises what SQLAlchemy would."""
    ready = _ready(statement)
    driver: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
    try:
        return driver.execute(ready.text, ready.filled(given))
    except sqlite3.Error as failure:
        raise sa.exc.DBAPIError.instance(ready.text, None, failure, sqlite3.Error, hide_parameters=True) from failure


def row_on_sqlite(
    session: Session, connection: Connection, statement: sa.Select[T], given: Mapping[str, Any]
) -> T | None:
    """The first row of a table that is asked for whole: in the session as if it had found it itself."""
    found = on_sqlite(connection, statement, given).fetchone()
    if found is None:
        return None
    table, columns = _asked(statement)
    values = {
        name: value if process is None or value is None else process(value)
        for (name, process), value in zip(columns, found, strict=True)
    }
    present: T | None = session.identity_map.get(table.identity_key_from_primary_key((values["id"],)))
    return _in_session(session, table.class_(), values) if present is None else present


def _in_session(session: Session, row: T, values: Mapping[str, Any]) -> T:
    instance_state(row).dict.update(values)  # as SQLAlchemy's loader does for columns that nobody listens to
    make_transient_to_detached(row)
    session.add(row)
    return row


def is_watched(connection: Connection) -> bool:
    """Somebody wants to see each statement: it then goes SQLAlchemy's way."""
    return bool(connection.engine.dispatch.before_cursor_execute)


@lru_cache(256)
def _ready(statement: Any) -> Ready:
    compiled: SQLCompiler = statement.compile(dialect=DIALECT)
    if compiled.insert_prefetch:
        raise ValueError(f"not given: {[column.name for column in compiled.insert_prefetch]}")
    binds = [compiled.binds[name] for name in compiled.positiontup or ()]
    return Ready(compiled.string, tuple((bind.key, bind.value, _process(bind.type)) for bind in binds))


@lru_cache(256)
def _asked(statement: sa.Select[T]) -> tuple[Mapper[T], Columns]:
    table = sa.inspect(statement.column_descriptions[0]["entity"])
    columns = [(column.name, column.type.dialect_impl(DIALECT)) for column in statement.selected_columns]
    return table, tuple((name, kind.result_processor(DIALECT, None)) for name, kind in columns)


def _process(kind: Any) -> Filled | None:
    process: Filled | None = kind.dialect_impl(DIALECT).bind_processor(DIALECT)
    return process
