"""Puts a backup into a store."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from store.backup.archive import About, Archive, Tell, Unusable
from store.backup.kinds import Shape, filling, shape_of
from store.backup.letters import Letters, take_over
from store.database import wait_for_others
from store.database.contents import (
    Unsound,
    go_on_numbering,
    look_through,
    number_of_rows,
    own_columns,
    rows_in_any_order,
    take_rows,
    take_tables,
)
from store.database.replacing import replace_contents
from store.frozen import frozen
from store.schema import UPGRADE_LOCK, newest_revision, present_revision, upgrade_alone

AT_A_TIME = 200  # rows, or fewer where they are long
LONG = 1_000_000  # bytes and signs


class NotEmpty(Exception):
    """The store holds rows: how many in which table."""

    def __init__(self, rows: dict[str, int]) -> None:
        super().__init__(str(rows))
        self.rows = rows


@frozen
class Restored:
    """What was restored; `kept`: where the embedded store of before is."""

    about: About
    letters: Letters
    kept: Path | None


def restore(
    url: str, path: Path, now: datetime, *, force: bool = False, tell: Tell = lambda _what, _n: None
) -> Restored:
    """Makes the store what it was when the backup was made, at the newest version; all of it or nothing.

    Raises NotEmpty or StoreBroken where something would be replaced that is not to be, and StoreInUse where a bot runs.
    """

    def allow(connection: Connection) -> None:
        if not force and (rows := number_of_rows(connection, own_columns(connection))):
            raise NotEmpty(rows)

    with Archive(path) as archive:
        archive.check(tell)
        try:
            letters, kept = replace_contents(
                url, allow, lambda connection: _fill(connection, archive, now, tell), even_broken=force
            )
        except Unsound as fault:
            raise Unusable(f"{path}: does not hold together: {fault}") from None
    return Restored(archive.about, letters, kept)


def _fill(connection: Connection, archive: Archive, now: datetime, tell: Tell) -> Letters:
    wait_for_others(connection, UPGRADE_LOCK)
    _make_room(connection, archive.about.revision)
    shapes = {name: shape_of(columns) for name, columns in own_columns(connection).items()}
    if shapes != {name: table.shape for name, table in archive.about.tables.items()}:
        raise Unsound(f"its tables are not those of version {archive.about.revision}")
    with rows_in_any_order(connection):
        for name, shape in shapes.items():
            _put(connection, name, shape, archive.rows(name), tell)
    go_on_numbering(connection)
    upgrade_alone(connection, newest_revision())
    with Session(connection, join_transaction_mode="rollback_only") as session:
        letters = take_over(session, now)
    look_through(connection)
    return letters


def _make_room(connection: Connection, revision: str) -> None:
    """The empty tables of a version; where these are there, they stay."""
    present, tables = present_revision(connection), own_columns(connection)
    if present == revision:
        take_rows(connection, tables)
    else:
        if present is not None:
            take_tables(connection, tables)
        upgrade_alone(connection, revision)


def _put(connection: Connection, name: str, shape: Shape, rows: Iterator[dict[str, Any]], tell: Tell) -> None:
    statement, number = filling(name, shape), 0
    for page in _pages(rows):
        connection.execute(statement, page)
        number += len(page)
        tell(name, number)


def _pages(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    page: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        page.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, str | bytes))
        if len(page) == AT_A_TIME or size > LONG:
            yield page
            page, size = [], 0
    if page:
        yield page
