"""The one place that knows how a unit of work is carried out, and on which database.

A unit is a plain function of a Session. It runs in one transaction, does no I/O but the database's, and never commits.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, QueuePool

from store.away import StoreAway, Waiting, is_collision, is_passing
from store.models import Row
from store.sole import Hold, Task, held_on_postgres
from store.straight import is_watched, on_sqlite, row_on_sqlite

T = TypeVar("T")
Unit = Callable[[Session], T]

READERS = 2
UNITS_PER_COMMIT = 64
BUSY_SECONDS = 15  # how long another process may hold the embedded store; `?timeout=` in its address says otherwise
TRIES = 5


class Database(Protocol):
    """A store that carries out units of work."""

    is_sqlite: bool
    waiting: Waiting

    async def run(self, unit: Unit[T]) -> T:
        """Carries out `unit` in a transaction of its own; what it raises rolls back its own work alone."""

    async def read(self, unit: Unit[T]) -> T:
        """Carries out a unit that changes nothing."""

    def sole(self, task: Task) -> AbstractAsyncContextManager[Hold]:
        """Waits until this is the only process that does `task`, and stays so while it is held."""

    async def close(self) -> None:
        """Lets units in hand end, then closes all connections."""


def connect(url: str) -> Database:
    """Opens the store at `url`: `sqlite:///path` or `postgresql://...`. The schema must be there."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteDatabase(parsed)
    return PostgresDatabase(parsed)


def driver_url(url: URL | str) -> URL:
    """`postgresql://` as people write it, made explicit: asyncpg, not whatever SQLAlchemy's default is today."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+asyncpg") if parsed.drivername.startswith("postgres") else parsed


def carry_out(session: Session, statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[Any]:
    """Executes a prepared statement past the ORM: what every update passes costs a third of what it would within."""
    return _connection(session).execute(statement, parameters)


def carry_out_straight(session: Session, statement: sa.Executable, parameters: Mapping[str, Any]) -> "Carried":
    """The same for a statement that is built once, gives words and numbers only, and is to cost next to nothing."""
    connection = _connection(session)
    if connection.dialect.name != "sqlite" or is_watched(connection):
        return connection.execute(statement, parameters)
    return on_sqlite(connection, statement, parameters)


def row_straight(session: Session, statement: sa.Select[T], parameters: Mapping[str, Any]) -> T | None:
    """The first row of a table with an `id` that is asked for whole, at a third of what the ORM takes for it."""
    connection = _connection(session)
    if connection.dialect.name != "sqlite" or is_watched(connection):
        return session.scalar(statement, parameters)
    return row_on_sqlite(session, connection, statement, parameters)


class Carried(Protocol):
    """What has come of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> Sequence[Any]:
        """All rows."""


def _connection(session: Session) -> Connection:
    session.flush()
    bind = session.get_bind()
    return bind if isinstance(bind, Connection) else session.connection()


def insert_new(session: Session, table: type[Row], values: dict[str, Any], *, unique: Sequence[str]) -> bool:
    """Inserts a row unless one with the same `unique` columns is there; True when it was inserted."""
    insert = _insert_of_new(_dialect(session), table, tuple(values), tuple(unique))
    return carry_out_straight(session, insert, values).rowcount == 1


def insert_all_new(
    session: Session, table: type[Row], rows: Sequence[dict[str, Any]], *, unique: Sequence[str]
) -> None:
    """Inserts rows of the same shape in one go, without those of which the `unique` columns are there."""
    if rows:
        carry_out(session, _insert_of_new(_dialect(session), table, tuple(rows[0]), tuple(unique)), list(rows))


def insert_or_change(
    session: Session,
    table: type[Row],
    rows: Sequence[dict[str, Any]],
    *,
    unique: str,
    changed: str,
    grows: bool = False,
) -> None:
    """Inserts rows; one whose `unique` column is there gets the new `changed` column. `grows`: only a larger one."""
    carry_out(session, _insert_or_change_of(_dialect(session), table, unique, changed, grows), list(rows))


@cache
def _insert_of_new(dialect: Any, table: type[Row], columns: tuple[str, ...], unique: tuple[str, ...]) -> Any:
    given = {name: sa.bindparam(name, type_=table.__table__.columns[name].type) for name in columns}
    return dialect.insert(table).values(given).on_conflict_do_nothing(index_elements=unique)


@cache
def _insert_or_change_of(dialect: Any, table: type[Row], unique: str, changed: str, grows: bool) -> Any:
    insert = dialect.insert(table)
    new, present = insert.excluded[changed], table.__table__.columns[changed]
    value = sa.case((present > new, present), else_=new) if grows else new
    return insert.on_conflict_do_update(index_elements=[unique], set_={changed: value})


def _dialect(session: Session) -> Any:
    return sqlite if session.get_bind().dialect.name == "sqlite" else postgresql


def _make_for_owner(path: Path) -> None:
    """An embedded store that is not there yet: names and drafts of people, which nobody else on the machine may read.

    SQLite gives the files beside it the same rights. A store that is there keeps the rights that somebody gave it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)


def on_connection(url: str, work: Callable[[Connection], T]) -> T:
    """Runs `work` in one transaction on a connection of its own; makes an embedded store where there is none."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return asyncio.run(_on_postgres(parsed, work))
    if parsed.database:
        _make_for_owner(Path(parsed.database))
    engine = sqlite_engine(parsed, begin="BEGIN IMMEDIATE", pool_size=1)
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


async def _on_postgres(url: URL, work: Callable[[Connection], T]) -> T:
    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def wait_for_others(connection: Connection, key: int) -> None:
    """Until this transaction ends, no other one that names the same key goes on. SQLite lets one write anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


class PostgresDatabase:
    """Units on asyncpg, each in its own connection. Those that collide are carried out anew."""

    is_sqlite = False

    def __init__(self, url: URL) -> None:
        self.waiting = Waiting()
        self._engine = create_async_engine(driver_url(url), pool_size=10, max_overflow=10, hide_parameters=True)
        event.listen(self._engine.sync_engine, "do_connect", _connected)

    async def run(self, unit: Unit[T]) -> T:
        for _ in range(TRIES - 1):
            try:
                return await self._run(unit)
            except sa.exc.DBAPIError as failure:
                if not is_collision(failure):
                    raise
        return await self._run(unit)

    async def _run(self, unit: Unit[T]) -> T:
        async with AsyncSession(self._engine, expire_on_commit=False) as session:
            done = await session.run_sync(unit)
            await session.commit()
            return done

    async def read(self, unit: Unit[T]) -> T:
        async with AsyncSession(self._engine, expire_on_commit=False) as session:
            return await session.run_sync(unit)

    @asynccontextmanager
    async def sole(self, task: Task) -> AsyncIterator[Hold]:
        engine = create_async_engine(driver_url(self._engine.url), poolclass=NullPool)
        try:
            async with held_on_postgres(engine, task) as hold:
                yield hold
        finally:
            await engine.dispose()

    async def close(self) -> None:
        await self._engine.dispose()


def _connected(dialect: sa.Dialect, _record: object, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """A connection. Without one asyncpg raises what any code might that reads a file."""
    try:
        return dialect.connect(*arguments, **options)
    except OSError as away:
        raise StoreAway(*away.args) from None


class SqliteDatabase:
    """One writer thread, readers beside it. Several writing connections starve each other; one shares its commits."""

    is_sqlite = True

    def __init__(self, url: URL) -> None:
        self.waiting = Waiting()
        if url.database:
            _make_for_owner(Path(url.database))
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
        with Session(self._reading, expire_on_commit=False) as session:
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
            Session(bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False) as session,
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


@dataclass(frozen=True)
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
            Session(bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session,
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
    """An engine whose transactions begin as `begin` says; pysqlite's own idea of when to begin is switched off."""
    patient = url if "timeout" in url.query else url.update_query_dict({"timeout": str(BUSY_SECONDS)})
    # What fails tells its statement, and not what people wrote into it.
    engine = sa.create_engine(patient, poolclass=QueuePool, pool_size=pool_size, max_overflow=0, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # a power cut may not take an acknowledged update with it
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
