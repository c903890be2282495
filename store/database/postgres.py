"""Units of work on PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import greenlet_spawn

from store.away import StoreAway, Waiting, is_collision
from store.database.changes import StoreSession
from store.database.connecting import driver_url
from store.database.unit import Unit
from store.encoding import decoded, encoded_text
from store.sole import Hold, Task, held_on_postgres

T = TypeVar("T")

TRIES = 5
# Kept once they are open. Those that a pool opens beyond its size it closes again: under load the server then did
# little but start and prepare for units that were over before the next came.
CONNECTIONS = 10
NAME = "microrredes"  # by which the server knows who has units of work
PREPARED = {
    "prepared_statement_cache_size": 400
}  # that a connection keeps ready; what a process asks often is about that
# Each statement is planned once for each connection. With what PostgreSQL chooses by itself, to plan the look at the
# outbox anew took twenty times as long as to carry it out. Compiled to machine code, none of ours would be quicker.
PLANNED_ONCE = {
    "server_settings": {"application_name": NAME, "plan_cache_mode": "force_generic_plan", "jit": "off"},
    **PREPARED,
}


class PostgresDatabase:
    """Units on asyncpg, each in its own connection. Those that collide are carried out anew."""

    is_sqlite = False

    def __init__(self, url: URL) -> None:
        self.waiting = Waiting()
        self._engine = create_async_engine(
            driver_url(url),
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_reset_on_return=None,  # a unit ends its transaction itself
            hide_parameters=True,
            json_serializer=encoded_text,
            json_deserializer=decoded,
            connect_args=PLANNED_ONCE,
        )
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
        return await greenlet_spawn(_committed, self._engine.sync_engine, unit)

    async def read(self, unit: Unit[T]) -> T:
        return await greenlet_spawn(_taken_back, self._engine.sync_engine, unit)

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


def _committed(engine: sa.Engine, unit: Unit[T]) -> T:
    """All of a unit in one greenlet. Through `AsyncSession`, which makes one for each of its calls and a task to close
    itself, it took a quarter more of processor time; so did a session that looks for its connection again and again.
    """
    with (
        engine.begin() as connection,
        StoreSession(bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False) as session,
    ):
        done = unit(session)
        session.flush()
        return done


def _taken_back(engine: sa.Engine, unit: Unit[T]) -> T:
    with StoreSession(engine, expire_on_commit=False) as session:
        return unit(session)


def _connected(dialect: sa.Dialect, _record: object, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """A connection. Without one asyncpg raises what any code might that reads a file."""
    try:
        return dialect.connect(*arguments, **options)
    except OSError as away:
        raise StoreAway(*away.args) from None
