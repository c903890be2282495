"""Tables whose rows others name change where they stand: SQLite makes none of them anew."""

import asyncio
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.orm import Session

from store import schema
from store.database import connect, on_connection
from store.models import Challenge, Handover, Help, HelpKind, Membership, Row, Solution
from tests.actions.founding import answer_challenge, found_network, join, settle_person, share_challenge

AT = datetime(2027, 6, 22, 10, tzinfo=UTC)
BEFORE_HANDOVERS = "0018"
# The index of a search is kept by the database itself (migration 0029): SQLAlchemy knows nothing of it.
KEPT_BY_IT = ("search_index", "found_by", "ix_search_entry_found_by")
OURS = {"include_name": lambda name, _kind, _parents: not (name or "").startswith(KEPT_BY_IT)}


@pytest.fixture
def postgres_url(new_postgres_url: str) -> str:
    """Of its own: the schema changes."""
    return new_postgres_url


def named_by_others(session: Session) -> None:
    """A challenge with an answer, and a membership that passes its place on and offers help."""
    network = found_network(session)
    rosa, city = settle_person(session)
    membership = join(session, rosa, city, network)
    answer_challenge(session, share_challenge(session, network, rosa, AT), rosa, AT)
    session.add(Handover(membership_id=membership.id, person_id=rosa.id, leaves=True, asked_at=AT))
    session.add(Help(membership_id=membership.id, kind=HelpKind.OFFER, text="Bicicletas"))


async def test_what_others_name_goes_down_and_up_again(store_url: str) -> None:
    def there(connection: sa.Connection) -> None:
        command.downgrade(schema._config(connection), "0023")
        assert connection.scalar(sa.text("SELECT count(*) FROM handover")) == 1
        command.downgrade(schema._config(connection), BEFORE_HANDOVERS)

    def back(connection: sa.Connection) -> None:
        command.upgrade(schema._config(connection), "head")
        assert compare_metadata(MigrationContext.configure(connection, opts=OURS), Row.metadata) == []

    database = connect(store_url)
    await database.run(named_by_others)
    await database.close()

    await asyncio.to_thread(on_connection, store_url, there)
    await asyncio.to_thread(on_connection, store_url, back)

    def look(session: Session) -> list[int]:
        tables = (Challenge, Solution, Membership, Help)
        return [session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables]

    database = connect(store_url)
    assert await database.read(look) == [1, 1, 1, 1]
    await database.close()
