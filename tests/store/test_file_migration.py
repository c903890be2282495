"""Announcements keep their files when the schema learns that there may be several; on the way back, the first one."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from store import schema
from store.database import connect, on_connection
from store.models import Announcement, AnnouncementNetwork, AnnouncementState
from tests.actions.founding import FOUNDED, found_network, settle_person

BEFORE = ScriptDirectory(str(schema.MIGRATIONS)).get_revision("0006").down_revision


@pytest.fixture
def postgres_url(new_postgres_url: str) -> str:
    """Of its own: the schema changes."""
    return new_postgres_url


def announced(session: Session) -> None:
    """One with a photo, one with an album of documents, one with a voice note and one that is words alone."""
    network = found_network(session)
    person, _ = settle_person(session)
    for number, kinds in enumerate((["photo"], ["document", "document"], ["voice"], []), start=1):
        files = [
            {"kind": kind, "file_id": f"{kind}-{place}", "number": 7 + place, "words": ""}
            for place, kind in enumerate(kinds)
        ]
        session.add(
            Announcement(
                id=number,
                person_id=person.id,
                text="Hola",
                files=files,
                state=AnnouncementState.SENT,
                created_at=FOUNDED,
            )
        )
        session.flush()
        session.add(AnnouncementNetwork(announcement_id=number, network_id=network.id))


async def on_store(url: str, work: Callable[[sa.Connection], Any]) -> Any:
    return await asyncio.to_thread(on_connection, url, work)


def rows(connection: sa.Connection, *columns: str) -> list[tuple[Any, ...]]:
    named: list[sa.ColumnClause[Any]] = [sa.column(name) for name in columns]
    found = sa.select(*named).select_from(sa.table("announcement")).order_by(sa.column("id"))
    return [tuple(row) for row in connection.execute(found)]


async def test_files_of_announcements_survive_both_ways(store_url: str) -> None:
    database = connect(store_url)
    await database.run(announced)
    await database.close()

    await on_store(store_url, lambda connection: command.downgrade(schema._config(connection), str(BEFORE)))
    assert await on_store(store_url, lambda connection: rows(connection, "media", "file_id")) == [
        ("photo", "photo-0"),
        ("document", "document-0"),
        (None, None),
        (None, None),
    ]
    await on_store(store_url, lambda connection: command.upgrade(schema._config(connection), "head"))

    database = connect(store_url)
    kept = await database.read(
        lambda session: [row.files for row in session.scalars(sa.select(Announcement).order_by(Announcement.id))]
    )
    networks = await database.read(
        lambda session: session.scalar(sa.select(sa.func.count(AnnouncementNetwork.network_id)))
    )
    await database.close()
    assert kept == [
        [{"kind": "photo", "file_id": "photo-0", "number": 0, "words": ""}],
        [{"kind": "document", "file_id": "document-0", "number": 0, "words": ""}],
        [],
        [],
    ]
    assert networks == 4


async def test_an_announcement_still_has_only_the_states_that_there_are(store_url: str) -> None:
    await on_store(store_url, lambda connection: command.downgrade(schema._config(connection), str(BEFORE)))
    await on_store(store_url, lambda connection: command.upgrade(schema._config(connection), "head"))

    checks = await on_store(store_url, lambda connection: sa.inspect(connection).get_check_constraints("announcement"))

    assert [check["name"] for check in checks] == ["ck_announcement_announcementstate"]
