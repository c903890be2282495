"""Writes a backup."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from store.backup.archive import About, Table, Tell, Unusable, Writing, line_of, new_file
from store.backup.kinds import Shape, reading, shape_of, written
from store.database.contents import own_columns
from store.database.replacing import at_one_moment
from store.schema import is_known, present_revision

AT_A_TIME = 200  # rows; files that were made for people are among them


def save(url: str, path: Path, now: datetime, *, force: bool = False, tell: Tell = lambda _what, _n: None) -> About:
    """Writes all rows of the store, as they are at one moment, to a file."""
    return at_one_moment(url, lambda connection: _save(connection, path, now, force=force, tell=tell))


def _save(connection: Connection, path: Path, now: datetime, *, force: bool, tell: Tell) -> About:
    revision = present_revision(connection)
    if revision is None:
        raise Unusable("the store has no tables yet: there is nothing to keep")
    if not is_known(revision):
        raise Unusable(f"the store is at version {revision}, which this version of the bot does not know")
    shapes = {name: shape_of(columns) for name, columns in own_columns(connection).items()}
    with new_file(path, force=force) as file, Writing(file, now) as archive:
        tables = {name: Table(_write(connection, archive, name, shape, tell), shape) for name, shape in shapes.items()}
        about = About(revision, now, tables)
        archive.finish(about)
    return about


def _write(connection: Connection, archive: Writing, name: str, shape: Shape, tell: Tell) -> int:
    number, write = 0, written(shape)
    streamed = connection.execution_options(yield_per=AT_A_TIME).execute(reading(name, shape))
    with archive.table(name) as lines:
        for rows in streamed.partitions():
            lines.write(b"".join([line_of(write(row)) for row in rows]))
            number += len(rows)
            tell(name, number)
    return number
