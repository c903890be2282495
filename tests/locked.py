"""Rows of a PostgreSQL store that are locked meanwhile, so that what would meet by chance meets for certain."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from store.database import driver_url


@asynccontextmanager
async def locked(url: str, rows: sa.Select[Any]) -> AsyncIterator[Callable[[int], Awaitable[None]]]:
    """Gives what waits until so many stand before the rows."""
    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    async with engine.connect() as locking, engine.connect() as watching:
        await locking.execute(rows.with_for_update())
        yield lambda number: _until_waiting(watching, number)
        await locking.rollback()
    await engine.dispose()


async def _until_waiting(watching: AsyncConnection, number: int) -> None:
    query = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    async with asyncio.timeout(10):
        while await watching.scalar(query) != number:
            await watching.rollback()
