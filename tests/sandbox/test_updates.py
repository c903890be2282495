"""How updates wait, are fetched, confirmed, and which are told at all."""

import asyncio
from typing import Any

import pytest

from sandbox.people import Bot, Chat
from sandbox.world import World
from tests.sandbox.conftest import MONTSE, ROSARIO, TIAGO, TOKEN, Caller

SECOND = "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def told(bot: Bot) -> list[str]:
    """The kinds of the updates that wait, with their texts."""
    names = []
    for update in bot.inbox.waiting():
        content: dict[str, Any] = update.body[update.kind]
        names.append(f"{update.kind} {content.get('text', content.get('data', ''))}".strip())
    return names


async def test_updates_stay_until_they_are_confirmed(world: World, bot: Bot, caller: Caller) -> None:
    for text in ("uno", "dos", "tres"):
        world.send_text(ROSARIO, ROSARIO, text)

    first = await caller.do("getUpdates", limit=2)
    again = await caller.do("getUpdates", limit=2)
    rest = await caller.do("getUpdates", offset=first[-1]["update_id"] + 1)

    assert [update["message"]["text"] for update in first] == ["uno", "dos"]
    assert again == first
    assert [update["message"]["text"] for update in rest] == ["tres"]
    assert world.pending_updates(bot) == 1


async def test_negative_offset_keeps_the_last(world: World, bot: Bot, caller: Caller) -> None:
    for text in ("uno", "dos", "tres"):
        world.send_text(ROSARIO, ROSARIO, text)

    last = await caller.do("getUpdates", offset=-1)

    assert [update["message"]["text"] for update in last] == ["tres"]
    assert told(bot) == ["message tres"]


async def test_long_poll_ends_with_the_first_update(world: World, caller: Caller) -> None:
    poll = asyncio.create_task(caller.do("getUpdates", timeout=30))
    await caller.do("getMe")

    world.send_text(ROSARIO, ROSARIO, "ya")

    assert [update["message"]["text"] for update in await poll] == ["ya"]


async def test_long_poll_ends_empty_when_its_time_is_over(caller: Caller) -> None:
    assert await caller.do("getUpdates", timeout=1) == []


async def test_second_poller_ends_the_first(world: World, bot: Bot, caller: Caller) -> None:
    first = asyncio.create_task(caller.refusal("getUpdates", timeout=30))
    while not bot.inbox.is_polled:  # noqa: ASYNC110 - the loop has to turn for the request to arrive
        await asyncio.sleep(0)

    second = asyncio.create_task(caller.do("getUpdates", timeout=30))

    assert await first == SECOND
    world.send_text(ROSARIO, ROSARIO, "ya")
    assert len(await second) == 1


async def test_only_wished_kinds_are_told(world: World, bot: Bot, caller: Caller) -> None:
    await caller.do("getUpdates", allowed_updates=["my_chat_member"])
    world.send_text(ROSARIO, ROSARIO, "no")
    world.block(ROSARIO)
    await caller.do("getUpdates", allowed_updates=[])
    world.send_text(ROSARIO, ROSARIO, "sí")

    assert told(bot) == ["my_chat_member", "my_chat_member", "message sí"]


async def test_block_and_return_are_told(world: World, bot: Bot) -> None:
    world.start(ROSARIO)
    world.block(ROSARIO)
    world.block(ROSARIO)
    world.start(ROSARIO, payload="token_1")

    changes = [update.body["my_chat_member"] for update in bot.inbox.waiting() if update.kind == "my_chat_member"]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    assert told(bot)[-1] == "message /start token_1"


async def test_privacy_mode_hides_what_people_say_to_each_other(world: World, bot: Bot, group: Chat) -> None:
    bot.inbox.clear()
    own = world.add_message(group, bot, {"text": "Reto 1"})

    world.send_text(ROSARIO, group.id, "hola a todos")
    world.send_text(ROSARIO, group.id, "esto es la solución", reply_to=own.message_id)
    world.send_text(ROSARIO, group.id, "/desafio calles")
    world.send_text(ROSARIO, group.id, "/menu@redes_bot")
    world.send_text(ROSARIO, group.id, "/menu@other_bot")
    world.send_text(ROSARIO, group.id, "oye @redes_bot mira")
    world.leave(TIAGO, group.id)

    assert told(bot) == [
        "message esto es la solución",
        "message /desafio calles",
        "message /menu@redes_bot",
        "message oye @redes_bot mira",
        "message",
    ]


async def test_administrator_hears_everything(world: World, bot: Bot, group: Chat) -> None:
    bot.inbox.allow(["message", "chat_member", "my_chat_member"])
    bot.inbox.clear()
    world.add_bot_to(group.id, bot, administrator=True)

    world.send_text(ROSARIO, group.id, "hola")
    world.promote(TIAGO, group.id)
    world.demote(TIAGO, group.id)
    world.kick(TIAGO, group.id, by=MONTSE)
    world.join(TIAGO, group.id)

    assert told(bot) == [
        "my_chat_member",
        "message hola",
        "chat_member",
        "chat_member",
        "message",
        "chat_member",
        "chat_member",
        "message",
    ]


async def test_channel_posts_are_for_administrators(world: World, bot: Bot) -> None:
    channel = world.add_group("Avisos", [ROSARIO], [MONTSE], kind="channel")
    world.add_bot_to(channel.id, bot)
    world.send_text(MONTSE, channel.id, "primero")
    world.add_bot_to(channel.id, bot, administrator=True)
    post = world.send_text(MONTSE, channel.id, "segundo")
    world.edit_text(MONTSE, channel.id, post.message_id, "segundo, corregido")

    assert told(bot) == [
        "my_chat_member",
        "my_chat_member",
        "channel_post segundo",
        "edited_channel_post segundo, corregido",
    ]


async def test_press_is_told_and_answered(world: World, bot: Bot, caller: Caller) -> None:
    world.start(ROSARIO)
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="¿Vienes?")
    events = world.events.listen()

    press = world.press(ROSARIO, ROSARIO, sent["message_id"], "v1:go")

    assert told(bot)[-1] == "callback_query v1:go"
    assert await caller.do("answerCallbackQuery", callback_query_id=press.id, text="Apuntado", show_alert=True) is True
    assert events.get_nowait() == {
        "type": "answer",
        "user_ids": [ROSARIO],
        "chat_id": ROSARIO,
        "callback_query_id": press.id,
        "text": "Apuntado",
        "show_alert": True,
        "url": None,
    }


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ({"text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ({"url": "https://evil.example"}, "URL_INVALID"),
        ({"callback_query_id": "1"}, "query is too old and response timeout expired or query ID is invalid"),
    ],
)
async def test_bad_answer_is_refused(world: World, caller: Caller, answer: dict[str, str], refusal: str) -> None:
    world.start(ROSARIO)
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="¿Vienes?")
    press = world.press(ROSARIO, ROSARIO, sent["message_id"], "v1:go")

    parameters = {"callback_query_id": press.id, **answer}

    assert await caller.refusal("answerCallbackQuery", **parameters) == f"400 Bad Request: {refusal}"


async def test_stale_press_is_too_old(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="¿Vienes?")
    press = world.press(ROSARIO, ROSARIO, sent["message_id"], "v1:go")
    press.born -= 15 * 60 + 1

    refusal = await caller.refusal("answerCallbackQuery", callback_query_id=press.id)

    assert refusal == "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_link_to_the_bot_may_be_opened_by_an_answer(world: World, group: Chat, caller: Caller) -> None:
    sent = await caller.do("sendMessage", chat_id=group.id, text="¿Vienes?")
    press = world.press(ROSARIO, group.id, sent["message_id"], "v1:go")

    url = "https://t.me/redes_bot?start=abc"

    assert await caller.do("answerCallbackQuery", callback_query_id=press.id, url=url) is True


async def test_unknown_method_and_wrong_tokens(caller: Caller) -> None:
    async def status(path: str) -> tuple[int, str]:
        response = await caller.client.get(caller.root + path)
        return response.status_code, response.json()["description"]

    assert await caller.refusal("sendMoney") == "404 Not Found"
    assert await status("/bot1000000001:AAwrong-secret/getMe") == (401, "Unauthorized")
    assert await status("/bot77:AAwrong-secret/getMe") == (401, "Unauthorized")
    assert await status("/botnonsense/getMe") == (404, "Not Found")
    assert await status(f"/file/bot{TOKEN}/documents/none.txt") == (404, "Not Found")
