"""The only one of all processes that share a store: by an advisory lock, which ends with its holder."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

SECONDS_BETWEEN_TRIES = 1.0
SECONDS_BETWEEN_LOOKS = 2.0
_ASK = sa.text("SELECT pg_try_advisory_lock(:key)")


class Task(IntEnum):
    """What only one process may do; the keys of the locks."""

    POLLING = 0x4D52_0001


class Hold:
    """A lock that is held as long as its connection lives."""

    def __init__(self, connection: "AsyncConnection | None") -> None:
        self._connection = connection

    async def lost(self) -> None:
        """Returns when somebody else may hold it; never where nobody else can."""
        if self._connection is None:
            await asyncio.Event().wait()
            return
        while not self._connection.closed:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            try:
                await self._connection.execute(sa.text("SELECT 1"))
            except sa.exc.DBAPIError:
                return


@asynccontextmanager
async def held_on_postgres(engine: "AsyncEngine", task: Task) -> AsyncIterator[Hold]:
    """Waits until no other process holds it. The lock belongs to the connection, so that no crash leaves it behind."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        while not await connection.scalar(_ASK, {"key": int(task)}):  # noqa: ASYNC110 - it is in another process
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        yield Hold(connection)
