"""Units of work on an embedded store."""

import asyncio
import queue
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.pool import NullPool, QueuePool

from store.away import StoreAway, Waiting, is_passing
from store.database.changes import StoreSession
from store.database.unit import Unit
from store.encoding import decoded, encoded_text
from store.frozen import frozen
from store.sole import Hold, Task

if TYPE_CHECKING:
    from sqlite3 import Connection as SqliteConnection

T = TypeVar("T")

READERS = 2
UNITS_PER_COMMIT = 64
PREPARED = 1024  # statements that a connection keeps ready; all of ours are about six hundred
BUSY_SECONDS = 15  # how long another process may hold the embedded store; `?timeout=` in its address says otherwise


def make_for_owner(path: Path) -> None:
    """An embedded store that is not there yet: names and drafts of people, which nobody else on the machine may read.

    SQLite gives the files beside it the same rights. A store that is there keeps the rights that somebody gave it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)


class SqliteDatabase:
    """One writer thread, readers beside it. Several writing connections starve each other; one shares its commits."""

    is_sqlite = True

    def __init__(self, url: URL) -> None:
        self.waiting = Waiting()
        if url.database:
            make_for_owner(Path(url.database))
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._reading = sqlite_engine(url, begin="BEGIN", pool_size=READERS)
        self._writer = _Writer(sqlite_engine(url, begin="BEGIN IMMEDIATE", pool_size=1))
        self._writer.start()

    async def run(self, unit: Unit[T]) -> T:
        return await self._writer.submit(unit)

    async def read(self, unit: Unit[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, unit)

    @asynccontextmanager
    async def sole(self, task: Task) -> AsyncIterator[Hold]:
        del task  # an embedded store has one process
        yield Hold(None)

    def _read(self, unit: Unit[T]) -> T:
        with StoreSession(self._reading, expire_on_commit=False) as session:
            return unit(session)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(None, self._close)

    def _close(self) -> None:
        self._writer.stop()
        self._readers.shutdown()
        self._reading.dispose()


Submitted = tuple[Unit[Any], "asyncio.Future[Any]"]


class _Writer(threading.Thread):
    """Takes all units that wait and commits once for all of them.

    They share one session without savepoints, which would cost as much as the unit. When one of them raises, all are
    taken back and done again, each in a savepoint: units are made to be done again.
    """

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__(name="store-writer", daemon=True)
        self._engine = engine
        self._waiting: queue.SimpleQueue[Submitted | None] = queue.SimpleQueue()

    def submit(self, unit: Unit[T]) -> "asyncio.Future[T]":
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.put((unit, future))
        return future

    def stop(self) -> None:
        self._waiting.put(None)
        self.join()
        self._engine.dispose()

    def run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch = [first]
            stopping = False
            while len(batch) < UNITS_PER_COMMIT and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    stopping = True
                    break
                batch.append(following)
            # A unit whose caller has given up need not run.
            self._carry_out([waiting for waiting in batch if not waiting[1].cancelled()])
            if stopping:
                return

    def _carry_out(self, batch: list[Submitted]) -> None:
        try:
            outcomes = self._together(batch)
        except BaseException as failure:  # database locked, disk full: no unit's fault, and no new try helps now
            alone = len(batch) == 1 or is_passing(failure)
            outcomes = [failure] * len(batch) if alone else self._one_by_one(batch)
        self._tell(batch, outcomes)

    def _tell(self, batch: list[Submitted], outcomes: "list[_Done | BaseException]") -> None:
        """All of one event loop at once: waking it for each unit takes as long as a statement."""
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], _Done | BaseException]]] = {}
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            by_loop.setdefault(future.get_loop(), []).append((future, outcome))
        for loop, settled in by_loop.items():
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_settle, settled)

    def _together(self, batch: list[Submitted]) -> "list[_Done | BaseException]":
        with (
            self._engine.begin() as connection,
            StoreSession(bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False) as session,
        ):
            outcomes: list[_Done | BaseException] = []
            for unit, _ in batch:
                outcomes.append(_Done(unit(session)))
                session.flush()
                session.expunge_all()
                if not _is_under_way(connection):
                    raise StoreAway("the transaction was taken back in the middle")
        return outcomes

    def _one_by_one(self, batch: list[Submitted]) -> "list[_Done | BaseException]":
        outcomes: list[_Done | BaseException] = []
        try:
            with self._engine.begin() as connection:
                outcomes.extend(_in_savepoint(connection, unit) for unit, _ in batch)
        except BaseException as broken:
            return [broken] * len(batch)
        return outcomes


@frozen
class _Done:
    result: Any


def _settle(settled: "list[tuple[asyncio.Future[Any], _Done | BaseException]]") -> None:
    for future, outcome in settled:
        if future.done():
            continue  # cancelled meanwhile
        if isinstance(outcome, _Done):
            future.set_result(outcome.result)
        else:
            future.set_exception(outcome)


def _in_savepoint(connection: Connection, unit: Unit[Any]) -> "_Done | BaseException":
    try:
        with (
            StoreSession(bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection()  # makes the savepoint, before anything is executed past the session
            return _Done(unit(session))
    except BaseException as failure:
        if is_passing(failure):
            raise  # database locked, disk failing: the transaction itself is in doubt
        if not _is_under_way(connection):
            raise StoreAway(str(_first(failure))) from failure
        return failure


def _is_under_way(connection: Connection) -> bool:
    """On a full disk SQLite rolls back all, and what comes after it would be committed statement by statement."""
    driver: SqliteConnection = connection.connection.dbapi_connection  # type: ignore[assignment]
    return driver.in_transaction


def _first(failure: BaseException) -> BaseException:
    """What was raised before the way out failed too."""
    return failure if failure.__context__ is None else _first(failure.__context__)


def sqlite_engine(url: URL, *, begin: str, pool_size: int) -> sa.Engine:
    """An engine whose transactions begin as `begin` says; pysqlite's own idea of when to begin is switched off.

    pool_size: connections at most; 0 for a new one each time
    """
    pool = {"poolclass": QueuePool, "pool_size": pool_size, "max_overflow": 0} if pool_size else {"poolclass": NullPool}
    patient = url if "timeout" in url.query else url.update_query_dict({"timeout": str(BUSY_SECONDS)})
    # What fails tells its statement, and not what people wrote into it.
    engine = sa.create_engine(
        patient,
        **pool,
        hide_parameters=True,
        connect_args={"cached_statements": PREPARED},
        json_serializer=encoded_text,
        json_deserializer=decoded,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: "SqliteConnection", _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # a power cut may not take an acknowledged update with it
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        """Past SQLAlchemy, whose part in it takes ten times as long as SQLite's, before each unit."""
        driver: SqliteConnection = connection.connection.dbapi_connection  # type: ignore[assignment]
        try:
            driver.execute(begin)
        except BaseException as failure:
            connection._handle_dbapi_exception(failure, begin, None, None, None)

    return engine
