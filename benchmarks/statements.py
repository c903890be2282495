"""What a store is asked, and which of it reads a table from one end to the other."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from store.models import Row

ASKING = ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")
SCAN = re.compile(r"SCAN (\w+)")
NUMBERED = re.compile(r"_\d+$")


@dataclass(frozen=True)
class Statement:
    """As the database was given it."""

    text: str
    parameters: Any

    @property
    def is_question(self) -> bool:
        """Not the beginning or the end of a transaction."""
        return self.text.startswith(ASKING)


@contextmanager
def caught() -> Iterator[list[Statement]]:
    """Every statement that is executed meanwhile, by whichever engine."""
    statements: list[Statement] = []

    def catch(_connection: Any, _cursor: Any, text: str, parameters: Any, _context: Any, many: bool) -> None:
        statements.append(Statement(text, parameters[0] if many else parameters))

    event.listen(sa.Engine, "before_cursor_execute", catch)
    try:
        yield statements
    finally:
        event.remove(sa.Engine, "before_cursor_execute", catch)


def tables_scanned(session: Session, statement: Statement) -> set[str]:
    """The tables that the database would read whole to carry the statement out, or an index of all their rows.

    PostgreSQL is asked what it would do if it could avoid it: of a small table it rather reads the only page, and joins
    small ones by reading both.
    """
    if session.get_bind().dialect.name == "sqlite":
        plan = _explained(session, "EXPLAIN QUERY PLAN", statement)
        names = {found[1] for row in plan if (found := SCAN.match(row[3]))}
    else:
        for avoided in ("seqscan", "hashjoin", "mergejoin"):
            session.execute(sa.text(f"SET LOCAL enable_{avoided} = off"))
        ((document,),) = _explained(session, "EXPLAIN (FORMAT JSON)", statement)
        names = set(_scanned(json.loads(document) if isinstance(document, str) else document))
    return {NUMBERED.sub("", name) for name in names} & set(Row.metadata.tables)


def _explained(session: Session, how: str, statement: Statement) -> list[Any]:
    return list(session.connection().exec_driver_sql(f"{how} {statement.text}", statement.parameters))


def _scanned(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if _reads_all(node):
            yield node["Relation Name"]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _scanned(part)


def _reads_all(node: dict[str, Any]) -> bool:
    kind = node.get("Node Type")
    by_index = kind in ("Index Scan", "Index Only Scan") and "Index Cond" not in node
    return kind == "Seq Scan" or (by_index and node["Index Name"] not in _indexes_of_some_rows())


@cache
def _indexes_of_some_rows() -> set[str | None]:
    indexes = (index for table in Row.metadata.tables.values() for index in table.indexes)
    return {index.name for index in indexes if "where" in index.info}
