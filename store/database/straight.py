"""Statements that are built once, handed to the driver as they are.

SQLAlchemy makes each execution ready anew, which takes longer than PostgreSQL or SQLite take to carry it out: on SQLite
eight times as long.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Mapper, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.sql.compiler import SQLCompiler

T = TypeVar("T")

Given: TypeAlias = Mapping[str, Any]
Processed = Callable[[Any], Any]
KEPT = 1024  # statements made ready: each once for every length of its lists

# The engines of a process all speak to their kind of database alike: what one has made ready is good for all.
_dialects: dict[str, Dialect] = {}


@dataclass(frozen=True)
class Carried:
    """What has come of a statement. `rowcount`: how many rows were changed, where it was carried out once."""

    rows: Sequence[Any]
    rowcount: int

    def first(self) -> Any:
        """The first row, if there is any."""
        return self.rows[0] if self.rows else None

    def one(self) -> Any:
        """The only row."""
        (row,) = self.rows
        return row

    def one_or_none(self) -> Any:
        """The only row, if there is any."""
        return self.one() if self.rows else None

    def scalar(self) -> Any:
        """The first value of the only row, if there is any."""
        return self.one()[0] if self.rows else None


@dataclass(frozen=True)
class Filled:
    """A place in a statement: what fills it, of a list which of its values, and what makes it the driver's."""

    name: str
    index: int | None
    fixed: Any
    is_required: bool
    process: Processed | None

    def of(self, given: Given) -> Any:
        """The value. A name that is misspelt must not become NULL, which is equal to nothing."""
        value = given[self.name] if self.is_required else given.get(self.name, self.fixed)
        if self.index is not None:
            value = value[self.index]
        return value if self.process is None else self.process(value)


@dataclass(frozen=True)
class Ready:
    """A statement in the words of its database."""

    text: str
    places: tuple[Filled, ...]
    row: Callable[[Iterable[Any]], Any]

    def filled(self, given: Given) -> tuple[Any, ...]:
        """The values in their order."""
        return tuple(place.of(given) for place in self.places)


def carry_out_straight(connection: Connection, statement: Any, given: Given | Sequence[Given]) -> Carried:
    """Carries out a statement that is built once and for all; for each of a list. Raises what SQLAlchemy would."""
    ready = _ready_for(statement, connection.dialect, given if isinstance(given, Mapping) else given[0])
    driver, cursor = connection.connection, None
    try:
        cursor = driver.cursor()
        if isinstance(given, Mapping):
            cursor.execute(ready.text, ready.filled(given))
        else:
            cursor.executemany(ready.text, [ready.filled(each) for each in given])
        rows = cursor.fetchall() if cursor.description else ()
    except BaseException as failure:  # one that is broken off in the middle is of no use any more
        connection._handle_dbapi_exception(failure, ready.text, None, cursor, None)
    cursor.close()
    return Carried([ready.row(row) for row in rows], cursor.rowcount)


def row_straight(session: Session, connection: Connection, statement: sa.Select[T], given: Given) -> T | None:
    """The first row of a table that is asked for whole: in the session as if it had found it itself."""
    found = carry_out_straight(connection, statement, given).rows
    if not found:
        return None
    table, names = _asked(statement)
    values = dict(zip(names, found[0], strict=True))
    present: T | None = session.identity_map.get(table.identity_key_from_primary_key((values["id"],)))
    return _in_session(session, table.class_(), values) if present is None else present


def is_watched(connection: Connection) -> bool:
    """Somebody wants to see each statement: it then goes SQLAlchemy's way."""
    return bool(connection.engine.dispatch.before_cursor_execute)


def _in_session(session: Session, row: T, values: Mapping[str, Any]) -> T:
    instance_state(row).dict.update(values)  # as SQLAlchemy's loader does for columns that nobody listens to
    make_transient_to_detached(row)
    session.add(row)
    return row


def _ready_for(statement: Any, dialect: Dialect, given: Given) -> Ready:
    dialect = _dialects.setdefault(dialect.name, dialect)
    _, lists = _compiled(statement, dialect)
    return _ready(statement, dialect, tuple(len(given.get(name, fixed)) for name, fixed in lists))


@lru_cache(KEPT)
def _compiled(statement: Any, dialect: Dialect) -> tuple[SQLCompiler, tuple[tuple[str, Any], ...]]:
    """And its lists: the name of each, and its values where the statement has them."""
    compiled: SQLCompiler = statement.compile(dialect=dialect)
    if open_columns := [column.name for column in (*compiled.insert_prefetch, *compiled.update_prefetch)]:
        raise ValueError(f"not given: {open_columns}")
    return compiled, tuple((bind.key, bind.value) for bind in compiled.binds.values() if bind.expanding)


@lru_cache(KEPT)
def _ready(statement: Any, dialect: Dialect, lengths: tuple[int, ...]) -> Ready:
    compiled, lists = _compiled(statement, dialect)
    blank: dict[str, Any] = dict.fromkeys(bind.key for bind in compiled.binds.values())
    blank |= {name: [None] * length for (name, _), length in zip(lists, lengths, strict=True)}
    expanded = compiled.construct_expanded_state(blank)
    of_lists = {
        part: (name, index) for name, parts in expanded.parameter_expansion.items() for index, part in enumerate(parts)
    }
    places = []
    for part in expanded.positiontup or ():
        name, index = of_lists.get(part, (part, None))
        bind = compiled.binds[name]
        process = bind.type.dialect_impl(dialect).bind_processor(dialect)
        places.append(Filled(bind.key, index, bind.value, bind.required, process))
    return Ready(expanded.statement, tuple(places), _row_of(statement, dialect))


def _row_of(statement: Any, dialect: Dialect) -> Callable[[Iterable[Any]], Any]:
    """Makes a row of the driver one with names, and with values as the rest of us knows them."""
    columns = list(statement.exported_columns) if isinstance(statement, sa.sql.expression.ReturnsRows) else []
    named = namedtuple("Row", [str(column.key) for column in columns], rename=True)  # type: ignore[misc]
    processes = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    if not any(processes):
        return named._make
    return lambda row: named._make(
        value if process is None else process(value) for process, value in zip(processes, row, strict=True)
    )


@lru_cache(KEPT)
def _asked(statement: sa.Select[T]) -> tuple[Mapper[T], tuple[str, ...]]:
    table = sa.inspect(statement.column_descriptions[0]["entity"])
    return table, tuple(column.name for column in statement.selected_columns)
