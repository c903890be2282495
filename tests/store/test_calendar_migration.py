"""Sessions that were there before get an identity in calendars, each its own."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from store import schema
from store.database import connect, on_connection
from store.models import Meeting
from tests.actions.founding import convene, found_network

BEFORE = ScriptDirectory(str(schema.MIGRATIONS)).get_revision("0007").down_revision


@pytest.fixture
def postgres_url(new_postgres_url: str) -> str:
    """Of its own: the schema changes."""
    return new_postgres_url


async def on_store(url: str, work: Callable[[sa.Connection], Any]) -> Any:
    return await asyncio.to_thread(on_connection, url, work)


def moved_once(session: Session) -> None:
    starts = [datetime(2027, month, 18, 15, tzinfo=UTC) for month in (6, 7)]
    convene(session, found_network(session), *starts)[0].sequence = 1


async def test_sessions_get_identities_and_count_on_from_their_dates(store_url: str) -> None:
    database = connect(store_url)
    await database.run(moved_once)
    await database.close()

    await on_store(store_url, lambda connection: command.downgrade(schema._config(connection), str(BEFORE)))
    await on_store(store_url, lambda connection: command.upgrade(schema._config(connection), "head"))

    database = connect(store_url)
    found = sa.select(Meeting.uid, Meeting.revision, Meeting.revised_at).order_by(Meeting.id)
    kept = await database.read(lambda session: session.execute(found).all())
    await database.close()
    assert [(row.revision, row.revised_at) for row in kept] == [(1, None), (0, None)]
    assert len({UUID(row.uid) for row in kept}) == 2
