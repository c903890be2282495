"""People are asked after sessions that were planned before there was a question."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from store import schema
from store.database import connect, on_connection
from store.models import Meeting
from tests.actions.founding import convene, found_network

BEFORE = ScriptDirectory(str(schema.MIGRATIONS)).get_revision("0020").down_revision
AHEAD = datetime(2027, 7, 18, 15, tzinfo=UTC)


@pytest.fixture
def postgres_url(new_postgres_url: str) -> str:
    """Of its own: the schema changes."""
    return new_postgres_url


def one_ahead(session: Session) -> None:
    _, ahead = convene(session, found_network(session), AHEAD - timedelta(days=30), AHEAD)
    ahead.card_due_at = AHEAD - timedelta(days=7)


async def test_question_is_planned_for_sessions_that_have_not_begun(store_url: str) -> None:
    def there_and_back(connection: sa.Connection) -> None:
        command.downgrade(schema._config(connection), str(BEFORE))
        command.upgrade(schema._config(connection), "head")

    database = connect(store_url)
    await database.run(one_ahead)
    await database.close()

    await asyncio.to_thread(on_connection, store_url, there_and_back)

    database = connect(store_url)
    found = sa.select(Meeting.ask_at, Meeting.recording).order_by(Meeting.id)
    kept = await database.read(lambda session: session.execute(found).all())
    await database.close()
    assert [tuple(row) for row in kept] == [(None, ""), (AHEAD + timedelta(minutes=90), "")]
