"""What was shared before an upgrade is found after it."""

import asyncio
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.orm import Session

from actions.search import Filters, search
from scheduler import search as ticks
from store import schema
from store.database import connect, on_connection
from store.models import FoundKind, Person, Role
from tests.actions.founding import answer_challenge, found_network, join, settle_person, share_challenge

AT = datetime(2027, 7, 5, 12, tzinfo=UTC)


@pytest.fixture
def postgres_url(new_postgres_url: str) -> str:
    """A database of its own: the schema is changed."""
    return new_postgres_url


async def test_what_was_shared_before_an_upgrade_is_found_after_it(store_url: str) -> None:
    def before(session: Session) -> int:
        network = found_network(session)
        rosa, city = settle_person(session)
        join(session, rosa, city, network)
        coordinator, _ = settle_person(session)
        join(session, coordinator, None, network, role=Role.COORDINATOR)
        answer_challenge(session, share_challenge(session, network, rosa, AT), coordinator, AT)
        return coordinator.id

    def down_and_up(connection: sa.Connection) -> None:
        command.downgrade(schema._config(connection), "0028")
        command.upgrade(schema._config(connection), "head")

    def after(session: Session) -> list[FoundKind]:
        reader = session.get_one(Person, reader_id)
        assert search(session, reader, "camiones", Filters(), now=AT).hits == ()
        assert ticks.TICK.next_due(session) is not None
        assert ticks.renew_entries(session, AT) == 2
        assert ticks.TICK.next_due(session) is None
        return sorted(hit.kind for hit in search(session, reader, "camiones", Filters(), now=AT).hits)

    database = connect(store_url)
    reader_id = await database.run(before)
    await database.close()
    await asyncio.to_thread(on_connection, store_url, down_and_up)
    database = connect(store_url)
    assert await database.run(after) == [FoundKind.CHALLENGE, FoundKind.SOLUTION]
    await database.close()
