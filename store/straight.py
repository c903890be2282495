"""What every update passes, handed to SQLite's driver as it is.

SQLAlchemy makes each execution ready anew, which takes ten times as long as SQLite takes to carry it out.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.sql.compiler import SQLCompiler

Filled = Callable[[Any], Any]

DIALECT = make_url("sqlite://").get_dialect()()


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


def _process(kind: Any) -> Filled | None:
    process: Filled | None = kind.dialect_impl(DIALECT).bind_processor(DIALECT)
    return process
