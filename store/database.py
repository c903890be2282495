"""The one place that knows how a unit of work is carried out, and on which database.

A unit is a plain function of a Session. It runs in one transaction, does no I/O but the database's, and never commits.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
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

from store.models import Row
from store.sole import Hold, Task, held_on_postgres

T = TypeVar("T")
Unit = Callable[[Session], T]

READERS = 2
UNITS_PER_COMMIT = 64
TRIES = 5
COLLISIONS = ("40P01", "40001")  # PostgreSQL's deadlock_detected and serialization_failure


class Database(Protocol):
    """A store that carries out units of work."""

    is_sqlite: bool

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
    session.flush()
    return session.connection().execute(statement, parameters)


def insert_new(session: Session, table: type[Row], values: dict[str, Any], *, unique: Sequence[str]) -> bool:
    """Inserts a row unless one with the same `unique` columns is there; True when it was inserted."""
    insert = _insert_of_new(_dialect(session), table, tuple(values), tuple(unique))
    return carry_out(session, insert, values).rowcount == 1


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


def is_passing(failure: BaseException) -> bool:
    """The store is away, or two units stood in each other's way: nothing is decided, and a new try may go well."""
    return isinstance(failure, sa.exc.OperationalError | sa.exc.InterfaceError) or _is_collision(failure)


def _is_collision(failure: BaseException) -> bool:
    return isinstance(failure, sa.exc.DBAPIError) and getattr(failure.orig, "sqlstate", None) in COLLISIONS


def on_connection(url: str, work: Callable[[Connection], T]) -> T:
    """Runs `work` in one transaction on a connection of its own; makes an embedded store where there is none."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return asyncio.run(_on_postgres(parsed, work))
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
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
        self._engine = create_async_engine(driver_url(url), pool_size=10, max_overflow=10, hide_parameters=True)

    async def run(self, unit: Unit[T]) -> T:
        for _ in range(TRIES - 1):
            try:
                return await self._run(unit)
            except sa.exc.DBAPIError as failure:
                if not _is_collision(failure):
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


class SqliteDatabase:
    """One writer thread, readers beside it. Several writing connections starve each other; one shares its commits."""

    is_sqlite = True

    def __init__(self, url: URL) -> None:
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._reading = sqlite_engine(url, begin="BEGIN", pool_size=READERS)
        self._writer = _Writer(sqlite_engine(url, begin="BEGIN IMMEDIATE", pool_size=1))
        self._writer.start()

    async def run(self, unit: Unit[T]) -> T:
        return await asyncio.wrap_future(self._writer.submit(unit))

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


class _Writer(threading.Thread):
    """Takes all units that wait, runs each in a savepoint, commits once for all of them."""

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__(name="store-writer", daemon=True)
        self._engine = engine
        self._waiting: queue.SimpleQueue[tuple[Unit[Any], Future[Any]] | None] = queue.SimpleQueue()

    def submit(self, unit: Unit[T]) -> "Future[T]":
        future: Future[T] = Future()
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
            self._carry_out(batch)
            if stopping:
                return

    def _carry_out(self, batch: list[tuple[Unit[Any], Future[Any]]]) -> None:
        # A unit whose caller has given up (cancelled) must not run.
        batch = [(unit, future) for unit, future in batch if future.set_running_or_notify_cancel()]
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self._engine.begin() as connection:
                for unit, future in batch:
                    outcomes.append((future, *_in_savepoint(connection, unit)))
        except BaseException as broken:
            for _, future in batch:
                future.set_exception(broken)
            return
        for future, done, failure in outcomes:
            if failure is None:
                future.set_result(done)
            else:
                future.set_exception(failure)


def _in_savepoint(connection: Connection, unit: Unit[Any]) -> tuple[Any, BaseException | None]:
    try:
        with (
            Session(bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session,
            session.begin(),
        ):
            return unit(session), None
    except sa.exc.OperationalError:
        raise  # disk full, database locked: the transaction itself is in doubt
    except BaseException as failure:
        return None, failure


def sqlite_engine(url: URL, *, begin: str, pool_size: int) -> sa.Engine:
    """An engine whose transactions begin as `begin` says; pysqlite's own idea of when to begin is switched off."""
    # What fails tells its statement, and not what people wrote into it.
    engine = sa.create_engine(url, poolclass=QueuePool, pool_size=pool_size, max_overflow=0, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # a power cut may not take an acknowledged update with it
            "busy_timeout=15000",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
