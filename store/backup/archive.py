"""The file of a backup: a zip with one file of JSON Lines for each table, and `backup.json`, which says what it is.

`backup.json` comes last: a file that was broken off has none.
"""

import io
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from store.backup.kinds import Kind, Shape, read
from store.disk import settle
from store.encoding import encoded
from store.frozen import frozen
from store.schema import is_known, newest_revision

PROGRAM = "microrredes"
FORMAT = 1
ABOUT = "backup.json"
BUFFER = 1 << 16
TOLD_EVERY = 1_000  # rows
Tell = Callable[[str, int], None]


class Unusable(Exception):
    """A backup cannot be written or used; its text says which file and why, in a line."""


@frozen
class Table:
    """What a backup says about a table."""

    rows: int
    shape: Shape


@frozen
class About:
    """What a backup says about itself."""

    revision: str
    made_at: datetime
    tables: Mapping[str, Table]

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables.values())


@contextmanager
def new_file(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A file for its owner alone, written beside and put in its place when it is whole, or not there at all."""
    try:
        if path.is_dir():
            raise Unusable(f"{path}: is a folder; name a file, as {path / 'microrredes.zip'}")
        if path.exists() and not force:
            raise Unusable(f"{path}: is there already; name another file, or add --force to replace it")
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        settle(path.parent)
    except FileNotFoundError:
        raise Unusable(f"{path}: there is no folder {path.parent}") from None
    except OSError as failure:
        raise Unusable(f"{path}: cannot be written: {failure.strerror or failure}") from None


class Writing:
    """A backup that is being written."""

    def __init__(self, file: IO[bytes], at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._at = at

    def __enter__(self) -> "Writing":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @contextmanager
    def table(self, name: str) -> Iterator[IO[bytes]]:
        """Where the rows of a table go, a line each."""
        with self._zip.open(self._entry(_place(name)), "w", force_zip64=True) as lines:
            yield lines

    def finish(self, about: About) -> None:
        """Says what it is, now that this is known."""
        tables = {name: {"rows": table.rows, "columns": table.shape} for name, table in about.tables.items()}
        told = {"program": PROGRAM, "format": FORMAT, "revision": about.revision}
        told |= {"made_at": about.made_at.isoformat(timespec="seconds"), "tables": tables}
        self._zip.writestr(self._entry(ABOUT), json.dumps(told, indent=1))

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._at.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry


def line_of(row: Mapping[str, Any]) -> bytes:
    """A row as it is written."""
    return encoded(row) + b"\n"


class Archive:
    """A backup that is being read. Whatever is wrong with it is `Unusable`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as failure:
            raise Unusable(f"{path}: cannot be read: {failure.strerror or failure}") from None
        except (zipfile.BadZipFile, NotImplementedError):
            raise Unusable(f"{path}: {self._what_it_is()}") from None
        self.about = self._read_about()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table, as `kinds.filling` takes them."""
        table, number = self.about.tables[name], 0
        read_row = read(table.shape)
        with self._damage(name):
            with self._zip.open(_place(name)) as lines:
                for line in io.BufferedReader(lines, BUFFER):  # type: ignore[type-var]
                    yield read_row(json.loads(line))
                    number += 1
            if number != table.rows:
                raise ValueError(f"{number} rows, not {table.rows}")

    def check(self, tell: Tell) -> None:
        """Reads all of it once, so that damage is found before anything is touched."""
        with self._damage(ABOUT):
            expected = {ABOUT, *map(_place, self.about.tables)}
            if set(self._zip.namelist()) != expected:
                raise ValueError("other tables")
        for name in self.about.tables:
            for number, _ in enumerate(self.rows(name), 1):
                if number % TOLD_EVERY == 0:
                    tell(f"checked {name}", number)

    def _read_about(self) -> About:
        with self._damage(ABOUT):
            if ABOUT not in self._zip.namelist():
                raise Unusable(f"{self._path}: is no backup of {PROGRAM}")
            told = json.loads(self._zip.read(ABOUT))
            if not isinstance(told, dict) or told.get("program") != PROGRAM:
                raise Unusable(f"{self._path}: is no backup of {PROGRAM}")
            if told["format"] != FORMAT:
                raise Unusable(f"{self._path}: was made by a newer version of {PROGRAM}: use that one, or a later one")
            revision = str(told["revision"])
            if not is_known(revision):
                here = f"this one knows {newest_revision()}"
                raise Unusable(f"{self._path}: was made at version {revision}, {here}: bring the bot up to date first")
            tables = {
                name: Table(int(one["rows"]), {column: Kind(kind) for column, kind in one["columns"].items()})
                for name, one in told["tables"].items()
            }
            return About(revision, datetime.fromisoformat(told["made_at"]), tables)

    def _what_it_is(self) -> str:
        with self._path.open("rb") as file:
            return "is damaged or broken off" if file.read(2) == b"PK" else f"is no backup of {PROGRAM}"

    @contextmanager
    def _damage(self, part: str) -> Iterator[None]:
        """Whatever goes wrong in reading what we once wrote."""
        try:
            yield
        except (Unusable, GeneratorExit):
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as failure:
            raise Unusable(f"{self._path}: is damaged, in {part}: {failure}") from None
        except (ValueError, TypeError, LookupError, AttributeError, NotImplementedError) as failure:
            raise Unusable(f"{self._path}: is damaged, in {part}: {failure}") from None


def _place(table: str) -> str:
    return f"tables/{table}.jsonl"
