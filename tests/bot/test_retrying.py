"""Updates that were set aside, handled once more."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.application import retry_update
from bot.settings import Secret, Settings
from store.database import Database
from store.updates import failed_updates, remember_update, set_aside
from tests.local_telegram import ROSARIO, TOKEN, local_telegram

NOON = datetime(2027, 6, 2, 12, tzinfo=UTC)
CHAT = {"id": ROSARIO, "type": "private"}
SENDER = {"id": ROSARIO, "is_bot": False, "first_name": "Rosario"}
HELP = {"message_id": 1, "date": 1, "chat": CHAT, "from": SENDER, "text": "/ayuda"}


@pytest.mark.parametrize(
    ("message", "is_done", "waiting"),
    [(HELP, True, []), ({"message_id": "unreadable"}, False, [7])],
    ids=["done", "broken again"],
)
async def test_update_waits_until_it_is_done(
    database: Database, store_url: str, message: dict[str, Any], is_done: bool, waiting: list[int]
) -> None:
    def set_it_aside(session: Session) -> None:
        remember_update(session, 7, NOON)
        set_aside(session, 7, {"update_id": 7, "message": message}, "broken", NOON)

    await database.run(set_it_aside)

    async with local_telegram() as telegram:
        settings = Settings(token=Secret(TOKEN), api_url=telegram.url, database_url=store_url)
        done = await retry_update(settings, 7)

    listed = await database.read(lambda session: [failure.update_id for failure in failed_updates(session)])
    assert (done, listed) == (is_done, waiting)
