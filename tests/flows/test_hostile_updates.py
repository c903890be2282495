"""Updates of every kind that Telegram has, and some that nobody should send: handled or passed over, never broken."""

from typing import Any

import pytest
import sqlalchemy as sa
import telegram.ext.filters
from structlog.testing import LogCapture

from sandbox.inbox import KNOWN_UPDATES
from store.models import FailedUpdate, UpdateSeen
from store.updates import failed_updates
from tests.flows import samples
from tests.flows.phones import Town

FIRST = 900_000_000
MOVES_A_CHAT = {"migrate_to_chat_id", "migrate_from_chat_id"}


async def put(town: Town, updates: list[dict[str, Any]]) -> None:
    """As Telegram would tell them. The sandbox's own record of updates is for those that it made itself."""
    inbox = town.world.bot.inbox
    for number in range(0, len(updates), 50):
        for update in updates[number : number + 50]:
            inbox.allowed = KNOWN_UPDATES | update.keys()
            kind, content = next((kind, content) for kind, content in update.items() if kind != "update_id")
            inbox.put(kind, content, 0)
            inbox.emitted.pop()
        await town.settle()
    told = [call for call in town.world.calls if call.method != "getUpdates"]
    town.world.calls.clear()
    town.world.calls.extend(told)


async def broken(town: Town) -> list[FailedUpdate]:
    return await town.database.read(failed_updates)


async def seen(town: Town) -> int:
    count = sa.select(sa.func.count()).select_from(UpdateSeen)
    return await town.database.read(lambda session: session.scalar(count) or 0)


async def test_every_kind_of_update_is_handled_or_passed_over(town: Town) -> None:
    before = await seen(town)
    updates = [samples.update_of(kind, FIRST) for kind in samples.update_kinds()]

    await put(town, updates)

    assert [(failure.body, failure.error) for failure in await broken(town)] == []
    remembered = [update for update in updates if "inline_query" not in update]  # it changes nothing, answered twice
    assert await seen(town) == before + len(remembered)


@pytest.mark.parametrize("kind", ["message", "edited_message", "channel_post", "edited_channel_post"])
async def test_every_content_of_a_message_is_handled_or_passed_over(town: Town, kind: str) -> None:
    rosa = town.world.users[town.phone("rosa").user_id]
    channel = {"id": -1009000000002, "type": "channel", "title": "Canal"}
    chats = [town.world.private(town.world.bot, rosa.id).json, samples.A_GROUP]
    fields = [field for field in samples.message_fields() if field not in MOVES_A_CHAT]
    updates = [
        {"update_id": FIRST, kind: samples.message_with(field, chat, sender, 900_000 + number)}
        for chat in ([channel] if "channel" in kind else chats)
        for sender in (rosa.json, {"id": 7002, "is_bot": False, "first_name": ""})
        for number, field in enumerate(fields)
        if chat["type"] != "private" or (sender is rosa.json and kind == "message" and number % 2)
    ]

    await put(town, updates)

    assert [(failure.body, failure.error) for failure in await broken(town)] == []


async def test_service_messages_get_no_answer(town: Town) -> None:
    """What Telegram itself says in a chat is nobody's answer to a question."""
    rosa = town.phone("rosa")
    chat = town.world.private(town.world.bot, rosa.user_id).json
    status = telegram.ext.filters.StatusUpdate.ALL
    before = len(rosa.inbox)
    updates = []
    for number, field in enumerate(set(samples.message_fields()) - MOVES_A_CHAT):
        body = samples.message_with(field, chat, town.world.users[rosa.user_id].json, 900_000 + number)
        message = telegram.Message.de_json(dict(body), None)
        if status.check_update(telegram.Update(1, message=message)):
            updates.append({"update_id": FIRST, "message": body})

    await put(town, updates)

    assert len(updates) > 40
    assert rosa.inbox[before:] == []


UNREADABLE: list[dict[str, Any]] = [
    {"message": {}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 1001, "type": "tomorrow's kind"}}},
    {"message": "text"},
    {"message": None},
    {"callback_query": {"id": "1", "from": samples.SOMEBODY, "chat_instance": "1"}},
    {"callback_query": {"id": "1"}},
    {"my_chat_member": {"chat": {"id": 1, "type": "private"}}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 1001, "type": "private"}, "text": "\ud800"}},
    {},
]


async def test_update_that_cannot_be_read_is_set_aside_and_holds_up_nobody(town: Town, log: LogCapture) -> None:
    """Raised to the intake it would come again for ever, and with it all after it."""
    handle = town.simulation.application.dispatch.handle

    for number, update in enumerate(UNREADABLE):
        await handle({"update_id": FIRST + number, **update})

    assert {entry["event"] for entry in log.entries if entry["log_level"] == "error"} <= {"update_set_aside"}
    log.entries.clear()


AWKWARD_TEXTS = ["\x00", "a\x00b", "\U0010ffff" * 2000, "\n" * 4096, "/\x00", "/menu\x00", "/start \x00"]


async def test_text_that_no_database_takes_breaks_nothing(town: Town) -> None:
    rosa = town.phone("rosa")
    handle = town.simulation.application.dispatch.handle
    chat = town.world.private(town.world.bot, rosa.user_id).json
    sender = town.world.users[rosa.user_id].json

    for number, text in enumerate(AWKWARD_TEXTS):
        message = {"message_id": 900_000 + number, "date": 1, "chat": chat, "from": sender, "text": text}
        await handle({"update_id": FIRST + number, "message": message})
        before = len(rosa.inbox)
        await town.settle()
        assert len(rosa.inbox) == before + 1, text[:20]

    assert await broken(town) == []
