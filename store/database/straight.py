"""Statements that are built once, handed to the driver as they are.

SQLAlchemy makes each execution ready anew, which takes longer than PostgreSQL or SQLite take to carry it out: on SQLite
eight times as long.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.sql.compiler import SQLCompiler

from store.frozen import frozen

T = TypeVar("T")

Given: TypeAlias = Mapping[str, Any]
Processed = Callable[[Any], Any]
KEPT = 1024  # statements made ready: each once for every size of its lists

# The engines of a process all speak to their kind of database alike: what one has made ready is good for all.
_dialects: dict[str, Dialect] = {}


class Carried(NamedTuple):
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


class Filled(NamedTuple):
    """A place in a statement: what fills it, of a list which of its values, and what makes it the driver's. Of a list
    that is shorter, its last.

    fixed: what fills it, as the driver takes it, where nothing is given
    """

    name: str
    nth: int | None
    fixed: Any
    is_required: bool
    process: Processed | None

    def of(self, value: Any) -> Any:
        """What stands there when this is given."""
        if self.nth is not None:
            value = value[self.nth] if self.nth < len(value) else value[-1]
        return value if self.process is None else self.process(value)


@frozen
class Ready:
    """A statement in the words of its database. `plain`: its places, where each takes one value that is given."""

    text: str
    places: tuple[Filled, ...]
    plain: tuple[tuple[str, Processed | None], ...] | None
    row: Callable[[Iterable[Any]], Any]

    def filled(self, given: Given) -> tuple[Any, ...]:
        """The values in their order. A name that is misspelt must not become NULL, which is equal to nothing."""
        if self.plain is None:
            return tuple(
                [
                    place.of(given[place.name]) if place.is_required or place.name in given else place.fixed
                    for place in self.places
                ]
            )
        return tuple([given[name] if process is None else process(given[name]) for name, process in self.plain])


def carry_out_straight(connection: Connection, statement: Any, given: Given | list[dict[str, Any]]) -> Carried:
    """Carries out a statement that is built once and for all; for each of a list. Raises what SQLAlchemy would."""
    ready = _ready_for(statement, connection.dialect, given[0] if isinstance(given, list) else given)
    rows, rowcount = _carried(connection, ready, given)
    return Carried([ready.row(row) for row in rows], rowcount)


def _carried(connection: Connection, ready: "Ready", given: Given | list[dict[str, Any]]) -> tuple[Sequence[Any], int]:
    """The driver's own rows, and how many were changed."""
    driver, cursor = connection.connection, None
    try:
        cursor = driver.cursor()
        if isinstance(given, list):
            cursor.executemany(ready.text, [ready.filled(each) for each in given])
        else:
            cursor.execute(ready.text, ready.filled(given))
        rows = cursor.fetchall() if cursor.description else ()
    except BaseException as failure:  # one that is broken off in the middle is of no use any more
        connection._handle_dbapi_exception(failure, ready.text, None, cursor, None)
    cursor.close()
    return rows, cursor.rowcount


def rows_straight(session: Session, connection: Connection, statement: Any, given: Given) -> list[tuple[Any, ...]]:
    """All rows of a statement that asks for tables whole, or for columns. What is of a table is in the session as if it
    had found it itself; where an outer join finds nothing, None.
    """
    ready = _ready_for(statement, connection.dialect, given)
    parts = _parts(statement, connection.dialect.name)
    rows, _ = _carried(connection, ready, given)
    return [tuple([part.of(session, row) for part in parts]) for row in rows]


def is_watched(connection: Connection) -> bool:
    """Somebody wants to see each statement: it then goes SQLAlchemy's way."""
    return bool(connection.engine.dispatch.before_cursor_execute)


@frozen
class _Table:
    """What stands in a row from `start` to `end`: all columns of a table.

    keys: where in the row its primary key stands
    processed: which values are made ours, and by what
    """

    mapper: Mapper[Any]
    start: int
    end: int
    names: tuple[str, ...]
    keys: tuple[int, ...]
    processed: tuple[tuple[str, Processed], ...]

    def of(self, session: Session, row: Sequence[Any]) -> Any:
        """As the session has it already, or as it has it from now on."""
        key = tuple([row[place] for place in self.keys])
        if None in key:
            return None
        whole_key = (self.mapper.class_, key, None)
        present = session.identity_map.get(whole_key)
        if present is not None:
            return present
        values = dict(zip(self.names, row[self.start : self.end], strict=True))
        for name, process in self.processed:
            if values[name] is not None:  # NULL is None for each of our types
                values[name] = process(values[name])
        return _in_session(session, self.mapper, whole_key, values)


@frozen
class _Column:
    """One value in a row, which is no part of a table."""

    place: int
    process: Processed

    def of(self, _session: Session, row: Sequence[Any]) -> Any:
        """As the rest of us knows it."""
        return self.process(row[self.place])


@lru_cache(KEPT)
def _parts(statement: sa.Select[Any], kind: str) -> tuple[_Table | _Column, ...]:
    parts: list[_Table | _Column] = []
    start = 0
    for asked in statement.column_descriptions:
        if asked["entity"] is not None and asked["expr"] is asked["entity"]:
            table = _table(sa.inspect(asked["entity"]), start, kind)
            parts.append(table)
            start = table.end
        else:
            process = asked["type"].dialect_impl(_dialects[kind]).result_processor(_dialects[kind], None)
            parts.append(_Column(start, process or _as_it_is))
            start += 1
    return tuple(parts)


def _table(mapper: Mapper[Any], start: int, kind: str) -> _Table:
    columns = list(mapper.columns)
    names = tuple(column.name for column in columns)
    keys = tuple(start + names.index(column.name) for column in mapper.primary_key)
    processes = [
        column.type.dialect_impl(_dialects[kind]).result_processor(_dialects[kind], None) for column in columns
    ]
    processed = tuple((name, process) for name, process in zip(names, processes, strict=True) if process is not None)
    return _Table(mapper, start, start + len(columns), names, keys, processed)


def _as_it_is(value: Any) -> Any:
    return value


def _in_session(session: Session, table: Mapper[T], key: Any, values: Mapping[str, Any]) -> T:
    """As SQLAlchemy's own loader does it, for columns that nobody listens to."""
    row = table.class_manager.new_instance()
    state = instance_state(row)
    state.dict.update(values)
    state.key, state.session_id = key, session.hash_key
    session.identity_map.add(state)
    return row


def _ready_for(statement: Any, dialect: Dialect, given: Given) -> Ready:
    dialect = _dialects.setdefault(dialect.name, dialect)
    _, lists = _compiled(statement, dialect)
    return _ready(statement, dialect, tuple(_places(len(given.get(name, fixed))) for name, fixed in lists))


def _places(length: int) -> int:
    """How many a list takes up; what is over repeats its last. Else each length would have a statement of its own."""
    return 1 << (length - 1).bit_length() if length else 0


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
        place = Filled(bind.key, index, None, bind.required, process)
        places.append(place if bind.required else place._replace(fixed=place.of(bind.value)))
    is_plain = all(place.nth is None and place.is_required for place in places)
    plain = tuple((place.name, place.process) for place in places) if is_plain else None
    return Ready(expanded.statement, tuple(places), plain, _row_of(statement, dialect))


def _row_of(statement: Any, dialect: Dialect) -> Callable[[Iterable[Any]], Any]:
    """Makes a row of the driver one with names, and with values as the rest of us knows them."""
    columns = list(statement.exported_columns) if isinstance(statement, sa.sql.expression.ReturnsRows) else []
    named = namedtuple("Row", [str(column.key) for column in columns], rename=True)  # type: ignore[misc]
    processes = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    processed = [(place, process) for place, process in enumerate(processes) if process is not None]
    if not processed:
        return named._make

    def row_of(row: Iterable[Any]) -> Any:
        values = list(row)
        for place, process in processed:
            if values[place] is not None:
                values[place] = process(values[place])
        return named._make(values)

    return row_of
