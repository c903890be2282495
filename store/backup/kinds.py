"""What kinds of values columns hold, in both databases, and how each is written as JSON.

A column that is NULL is left out of its row: `null` is the JSON value, which is something else in a column of JSON.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from store.models.columns import Moment


class Kind(StrEnum):
    """As a backup names them."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    MOMENT = "moment"
    DATE = "date"
    TIME = "time"
    BYTES = "bytes"
    JSON = "json"


# In the words of SQLite and of PostgreSQL.
_DECLARED = {
    "integer": Kind.NUMBER,
    "bigint": Kind.NUMBER,
    "varchar": Kind.TEXT,
    "character varying": Kind.TEXT,
    "text": Kind.TEXT,
    "boolean": Kind.TRUTH,
    "datetime": Kind.MOMENT,
    "timestamp with time zone": Kind.MOMENT,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "time without time zone": Kind.TIME,
    "blob": Kind.BYTES,
    "bytea": Kind.BYTES,
    "json": Kind.JSON,
}
_TYPES: Mapping[Kind, Any] = {
    Kind.NUMBER: sa.BigInteger(),
    Kind.TEXT: sa.Text(),
    Kind.TRUTH: sa.Boolean(),
    Kind.MOMENT: Moment(),
    Kind.DATE: sa.Date(),
    Kind.TIME: sa.Time(),
    Kind.BYTES: sa.LargeBinary(),
    Kind.JSON: sa.JSON(none_as_null=True),
}
_WRITTEN: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.MOMENT: datetime.isoformat,
    Kind.DATE: date.isoformat,
    Kind.TIME: time.isoformat,
    Kind.BYTES: lambda content: b64encode(content).decode(),
    Kind.JSON: json.loads,  # read as text: `null` would come as None, as NULL does
}


def _of_type(*types: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) not in types:
            raise ValueError("of another kind")
        return value

    return read


_READ: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.NUMBER: _of_type(int),
    Kind.TEXT: _of_type(str),
    Kind.TRUTH: _of_type(bool),
    Kind.MOMENT: datetime.fromisoformat,
    Kind.DATE: date.fromisoformat,
    Kind.TIME: time.fromisoformat,
    Kind.BYTES: lambda text: b64decode(text, validate=True),
    Kind.JSON: lambda value: sa.JSON.NULL if value is None else value,
}

Shape = Mapping[str, Kind]  # of a table: its columns


def shape_of(columns: Mapping[str, str]) -> Shape:
    """The kinds of columns that a database has declared; one that is not known here is an oversight of ours."""
    return {name: _DECLARED[declared.partition("(")[0].strip()] for name, declared in columns.items()}


def reading(table: str, shape: Shape) -> sa.Select[Any]:
    """All rows of a table, for `written`: in the order of their numbers, so that the same store makes the same file."""
    columns = _table(table, shape).columns
    asked = [sa.cast(column, sa.Text) if shape[column.name] is Kind.JSON else column for column in columns]
    return sa.select(*[value.label(column.name) for value, column in zip(asked, columns, strict=True)]).order_by(
        *[column for column in columns if column.name == "id"]
    )


def filling(table: str, shape: Shape) -> sa.Insert:
    """Puts rows into a table, as `read` gives them."""
    return sa.insert(_table(table, shape))


def _table(name: str, shape: Shape) -> sa.Table:
    return sa.Table(name, sa.MetaData(), *[sa.Column(column, _TYPES[kind]) for column, kind in shape.items()])


def written(shape: Shape) -> Callable[[Sequence[Any]], dict[str, Any]]:
    """What makes a row of a table JSON."""
    columns = [(name, _WRITTEN.get(kind)) for name, kind in shape.items()]

    def write(row: Iterable[Any]) -> dict[str, Any]:
        return {
            name: value if process is None else process(value)
            for (name, process), value in zip(columns, row, strict=True)
            if value is not None
        }

    return write


def read(shape: Shape) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """What makes it a row again. Raises ValueError or TypeError for what is none of this table."""
    columns = [(name, _READ[kind]) for name, kind in shape.items()]

    def read_row(values: Mapping[str, Any]) -> dict[str, Any]:
        if not values.keys() <= shape.keys():
            raise ValueError("of another table")
        return {name: process(values[name]) if name in values else None for name, process in columns}

    return read_row
