"""A store read as it is at one moment, and one whose contents are replaced as a whole or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOENT
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, make_url

from store.database.connecting import on_connection, once_opened
from store.database.memory import stand_still
from store.database.postgres import NAME
from store.database.sqlite import make_for_owner
from store.disk import settle
from store.sole import Task

if TYPE_CHECKING:
    from sqlite3 import Connection as SqliteConnection

T = TypeVar("T")

KEPT = "before-restore"
BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite keeps of one store
ONE_FILE = "PRAGMA journal_mode=DELETE"
SECONDS_FOR_OTHERS = 2.0  # to end what they have begun
PATIENCE_ON_POSTGRES = "SET LOCAL lock_timeout = '15s'"
PRIMARY = 0xFF  # the part of SQLite's code that names the kind
_IS_FREE = sa.text("SELECT pg_try_advisory_xact_lock(:key)")
_CONNECTED = sa.text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = :name"
)


class StoreInUse(Exception):
    """Somebody else has the store open."""


class StoreBroken(Exception):
    """The file of an embedded store cannot be read as one; its text is what SQLite says."""


def at_one_moment(url: str, work: Callable[[Connection], T]) -> T:
    """Runs `work`, which reads: all of it as it is now, whoever writes meanwhile. Nobody waits for it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise FileNotFoundError(ENOENT, "there is none yet")

    def still(connection: Connection) -> T:
        stand_still(connection)
        return work(connection)

    return once_opened(parsed, still, writes=False)


def replace_contents(
    url: str, allow: Callable[[Connection], None], fill: Callable[[Connection], T], *, even_broken: bool
) -> tuple[T, Path | None]:
    """Runs `fill` in one transaction, of which either all is in the store in the end or nothing is.

    PostgreSQL: in the store itself. SQLite: in a new file, which then takes the place of the old one; gives where that
    is kept.
    allow: looks at what is there, and raises where that is to stay
    even_broken: a file that cannot be read any more is replaced, too
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _replace_file(parsed, allow, fill, even_broken=even_broken)

    def replace(connection: Connection) -> T:
        connection.exec_driver_sql(PATIENCE_ON_POSTGRES)
        if _is_used_on_postgres(connection):
            raise StoreInUse
        allow(connection)
        return fill(connection)

    return on_connection(url, replace), None


def _is_used_on_postgres(connection: Connection) -> bool:
    """Whether somebody polls, and nobody shall until this transaction ends; or has units of work. A bot of an earlier
    version that is told by webhook is not seen.
    """
    is_free = connection.scalar(_IS_FREE, {"key": int(Task.POLLING)})
    return not is_free or bool(connection.scalar(_CONNECTED, {"name": NAME}))


def _replace_file(
    url: URL, allow: Callable[[Connection], None], fill: Callable[[Connection], T], *, even_broken: bool
) -> tuple[T, Path | None]:
    path = Path(url.database or "")
    if path.is_file():
        try:
            at_one_moment(url.render_as_string(hide_password=False), allow)
        except sa.exc.DatabaseError as failure:
            if not _is_broken(failure.orig):
                raise
            if not even_broken:
                raise StoreBroken(str(failure.orig)) from None
    making = path.with_name(f".{path.name}.restoring")
    with _there(path), _alone_with(path):
        _remove(making)  # of a try that was ended by force
        try:
            done = on_connection(url.set(database=str(making)).render_as_string(hide_password=False), fill)
            _make_one_file(making)
            _give_rights_of(path, making)
            kept = _keep(path)
            making.replace(path)
            settle(path.parent)
        finally:
            _remove(making)
    return done, kept


@contextmanager
def _there(path: Path) -> Iterator[None]:
    """Even where there is no store yet there is a file that others find locked; it goes when nothing comes of it."""
    was_there = path.exists()
    make_for_owner(path)
    try:
        yield
    finally:
        if not was_there and not path.stat().st_size:
            path.unlink()


@contextmanager
def _alone_with(path: Path) -> Iterator[None]:
    """Nobody has this file open, and nobody opens it until it has been replaced; then they hear that it has moved.
    A broken one is not locked.

    SQLite leaves its write-ahead log only when it is alone with a file, and all is in that one file then. Whoever waits
    for the lock wants to begin such a log, finds the file in another place, and refuses.
    """
    import sqlite3  # here: a bot on PostgreSQL need not keep it in memory

    own = sqlite3.connect(path, timeout=SECONDS_FOR_OTHERS, isolation_level=None)
    try:
        _take(own)
        yield
    finally:
        own.close()


def _take(own: "SqliteConnection") -> None:
    import sqlite3

    try:
        own.execute(ONE_FILE).fetchall()
        own.execute("BEGIN EXCLUSIVE")
        is_alone = own.execute("PRAGMA journal_mode").fetchone() != ("wal",)  # with somebody who came in between
    except sqlite3.DatabaseError as failure:
        if _is_broken(failure):
            return  # nobody can work with it
        if _kind(failure) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise sa.exc.DBAPIError(None, None, failure) from None
        is_alone = False
    if not is_alone:
        raise StoreInUse


def _is_broken(told: object) -> bool:
    import sqlite3

    return _kind(told) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _kind(told: object) -> int:
    code: int = getattr(told, "sqlite_errorcode", 0)
    return code & PRIMARY


def _make_one_file(path: Path) -> None:
    """Without anything of it in a log beside."""
    import sqlite3

    own = sqlite3.connect(path)
    try:
        own.execute(ONE_FILE).fetchall()
    finally:
        own.close()


def _give_rights_of(old: Path, new: Path) -> None:
    """Whoever restores as root leaves the file to whom it belonged: the bot has to open it."""
    there = old if old.stat().st_size else old.parent
    if os.name == "posix" and os.geteuid() == 0:
        os.chown(new, there.stat().st_uid, there.stat().st_gid)
    new.chmod(old.stat().st_mode & 0o777)


def _keep(path: Path) -> Path | None:
    """Gives the file a second name, so that at no moment there is none. What lies beside a broken one goes along."""
    if not path.stat().st_size:
        return None
    names = (path.with_name(f"{path.name}.{KEPT}{'' if number == 1 else f'-{number}'}") for number in count(1))
    kept = next(name for name in names if not name.exists())
    try:
        os.link(path, kept)
    except OSError:  # there are file systems without second names
        path.rename(kept)
    for beside in BESIDE[1:]:
        with suppress(FileNotFoundError):
            Path(f"{path}{beside}").rename(f"{kept}{beside}")
    return kept


def _remove(path: Path) -> None:
    for beside in BESIDE:
        Path(f"{path}{beside}").unlink(missing_ok=True)
