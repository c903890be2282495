"""Opens a store by its address, for units of work or for one piece of work on its tables."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.pool import NullPool

from store.database import straight
from store.database.sqlite import SqliteDatabase, make_for_owner, sqlite_engine
from store.database.unit import Database

T = TypeVar("T")


def connect(url: str) -> Database:
    """Opens the store at `url`: `sqlite:///path` or `postgresql://...`. The schema must be there."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteDatabase(parsed)
    from store.database.postgres import PostgresDatabase

    return PostgresDatabase(parsed)


def driver_url(url: URL | str) -> URL:
    """`postgresql://` as people write it, made explicit: asyncpg, not whatever SQLAlchemy's default is today."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+asyncpg") if parsed.drivername.startswith("postgres") else parsed


def on_connection(url: str, work: Callable[[Connection], T]) -> T:
    """Runs `work` in one transaction on a connection of its own; makes an embedded store where there is none."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        make_for_owner(Path(parsed.database))
    return once_opened(parsed, work, writes=True)


def once_opened(url: URL, work: Callable[[Connection], T], *, writes: bool) -> T:
    """Opens either kind of store for one transaction of `work`. Of one that only reads nothing stays."""
    if url.get_backend_name() != "sqlite":
        return asyncio.run(_on_postgres(url, work, writes))
    engine = sqlite_engine(url, begin="BEGIN IMMEDIATE" if writes else "BEGIN", pool_size=1)
    try:
        with engine.begin() if writes else engine.connect() as connection:
            return work(connection)
    finally:
        engine.dispose()


async def _on_postgres(url: URL, work: Callable[[Connection], T], writes: bool) -> T:
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    try:
        async with engine.begin() if writes else engine.connect() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def wait_for_others(connection: Connection, key: int) -> None:
    """Until this transaction ends, no other one that names the same key goes on. SQLite lets one write anyway."""
    if connection.dialect.name == "postgresql":
        if straight.is_watched(connection):
            connection.execute(_LOCK, {"key": key})
        else:
            straight.carry_out_straight(connection, _LOCK, {"key": key})


_LOCK = sa.text("SELECT pg_advisory_xact_lock(:key) IS NULL").columns(sa.column("is_null", sa.Boolean))
