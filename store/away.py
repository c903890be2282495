"""When the store is away: how that is told from what is broken, and that the log hears of it once."""

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
import structlog

log = structlog.get_logger(__name__)

# PostgreSQL's classes of codes: no connection, transactions in each other's way, nothing left (disk, connections,
# memory), stopped or starting, trouble of its machine; and a replica that does not write yet.
PASSING = ("08", "40", "53", "57", "58", "25006", "55P03")
COLLISIONS = ("40P01", "40001")  # deadlock_detected and serialization_failure
CALM = 3.0  # seconds: a disk that is full lets small things through in between
PRIMARY = 0xFF  # the part of SQLite's code that names the kind; the rest says where


class StoreAway(OSError):
    """There is no connection to be had, or the whole transaction is gone."""


def is_passing(failure: BaseException) -> bool:
    """The store is away, or two units stood in each other's way: nothing is decided, and a new try may go well."""
    match failure:
        case StoreAway() | sa.exc.TimeoutError() | sa.exc.InterfaceError():
            return True
        case sa.exc.DBAPIError(orig=told) if type(told).__module__ == "sqlite3":
            return hasattr(told, "sqlite_errorcode") and _is_passing_on_sqlite(told)
        case sa.exc.DBAPIError():
            return failure.connection_invalidated or _code(failure).startswith(PASSING)
    return False


def _is_passing_on_sqlite(told: Any) -> bool:
    import sqlite3  # here: a bot on PostgreSQL need not keep it in memory

    passing = (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    )
    return told.sqlite_errorcode & PRIMARY in passing


def is_collision(failure: BaseException) -> bool:
    """Two transactions stood in each other's way, and one was chosen to make room."""
    return isinstance(failure, sa.exc.DBAPIError) and _code(failure) in COLLISIONS


def _code(failure: sa.exc.DBAPIError) -> str:
    return getattr(failure.orig, "sqlstate", None) or ""


class Waiting:
    """Who waits for the store. The log hears of the first that begins to, and when nobody has for a little while."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._who: set[str] = set()
        self._since: float | None = None
        self._last = 0.0

    def begin(self, who: str, failure: BaseException) -> None:
        """`who` has met a failure that passes, and tries again."""
        self._last = self._now()
        self._who.add(who)
        if self._since is None:
            self._since = self._last
            log.error("store_is_away", error=_told(failure))

    def end(self, who: str) -> None:
        """`who` goes on, or has nothing more to wait for. Said by everybody, again and again."""
        if self._since is None:
            return
        self._who.discard(who)
        if not self._who and self._now() - self._last >= CALM:
            log.warning("store_is_back", seconds=round(self._last - self._since, 1))
            self._since = None


def _told(failure: BaseException) -> str:
    """What the driver says: statements and values, which may be people's words, stand elsewhere in the failure."""
    if isinstance(failure, sa.exc.DBAPIError) and failure.connection_invalidated and not _code(failure):
        return f"{type(failure).__name__}: the connection is lost"  # the driver speaks of its own states then
    said = str(failure.orig) if isinstance(failure, sa.exc.DBAPIError) else str(failure)
    return f"{type(failure).__name__}: {said.strip().splitlines()[0] if said.strip() else ''}"[:200]
