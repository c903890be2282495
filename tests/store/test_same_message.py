"""A press turns a copy of a card into something else while somebody else edits that card."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from store import letters
from store.database import connect, driver_url
from store.letters.copies import copies
from store.models import Lane, Letter, LetterState, Priority
from store.subjects import change_subject

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
CHAT, MESSAGE = 7, 11
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


def add(session: Session, method: str, **values: Any) -> None:
    letter: dict[str, Any] = {
        "chat_id": CHAT,
        "method": method,
        "payload": {"text": "Hola"},
        "lane": Lane.BULK,
        "priority": Priority.NEWS,
        "due_at": NOON,
        "stale_at": None,
        "key": None,
        "subject": None,
        "message_id": MESSAGE,
        "created_at": NOON,
    }
    letters.add(session, **{**letter, **values})


def send_card(session: Session) -> None:
    add(session, "sendMessage", subject="solution:1")
    session.execute(sa.update(Letter).values(state=LetterState.SENT, sent_at=NOON))


def edit_card(session: Session) -> None:
    assert len(copies(session, "solution:1")) == 1
    add(session, "editMessageText")


async def test_edit_that_was_being_written_does_not_reach_what_the_press_shows(postgres_url: str) -> None:
    database = connect(postgres_url)
    await database.run(send_card)
    engine = create_async_engine(driver_url(postgres_url), poolclass=NullPool)
    async with AsyncSession(engine) as editing, engine.connect() as watching:
        await editing.run_sync(edit_card)
        press = asyncio.create_task(database.run(lambda session: change_subject(session, CHAT, MESSAGE, None)))
        async with asyncio.timeout(10):
            while not await watching.scalar(sa.text(WAITING)):
                await watching.rollback()

        await editing.commit()
        await press

    edit = sa.select(Letter.state).where(Letter.method == "editMessageText")
    assert await database.read(lambda session: session.scalars(edit).all()) == [LetterState.WITHDRAWN]
    await engine.dispose()
    await database.close()
