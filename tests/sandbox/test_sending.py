"""What a bot sends, and what it is refused."""

import json
import struct
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from sandbox.people import Bot, Chat
from sandbox.world import World
from tests.sandbox.conftest import MONTSE, ROSARIO, TIAGO, TOKEN, Caller, Clock


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


KEYBOARD = {"inline_keyboard": [[{"text": "Voy", "callback_data": "v1:go"}]]}


async def test_text_is_sent_with_keyboard_and_shown(world: World, caller: Caller) -> None:
    world.start(ROSARIO)

    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="<b>Hola</b>", parse_mode="HTML", reply_markup=KEYBOARD)

    assert sent == {
        "message_id": 2,
        "from": world.bot.json,
        "chat": {
            "id": ROSARIO,
            "first_name": "Rosario",
            "last_name": "Méndez",
            "username": "rosario",
            "type": "private",
        },
        "date": 1803891600,
        "text": "Hola",
        "entities": [{"offset": 0, "length": 4, "type": "bold"}],
        "reply_markup": KEYBOARD,
    }
    assert world.messages(ROSARIO)[-1].body == sent


@pytest.mark.parametrize("how", ["query", "form", "multipart", "json"])
async def test_parameters_arrive_by_every_way(world: World, caller: Caller, how: str) -> None:
    world.start(ROSARIO)
    url = f"{caller.root}/bot{TOKEN}/SENDMESSAGE"
    parameters = {"chat_id": str(ROSARIO), "text": "¿Qué tal?", "reply_markup": json.dumps(KEYBOARD)}

    ways: dict[str, Callable[[], Awaitable[httpx.Response]]] = {
        "query": lambda: caller.client.get(url, params=parameters),
        "form": lambda: caller.client.post(url, data=parameters),
        "multipart": lambda: caller.client.post(url, files={name: (None, value) for name, value in parameters.items()}),
        "json": lambda: caller.client.post(url, json=parameters),
    }

    assert (await ways[how]()).json()["result"]["text"] == "¿Qué tal?"
    assert world.messages(ROSARIO)[-1].reply_markup == KEYBOARD


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "   "}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x" * 40_000}, "text is too long"),
        ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"inline_keyboard": 1}}, 'field "inline_keyboard" must be of type Array'),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [1]}},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"url": "https://a.es"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "ñ" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "https://nowhere"}]]}},
            "inline keyboard button URL 'https://nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": " ", "callback_data": "a"}]]}},
            "inline keyboard button text must be non-empty",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "entities": [{"type": "bold"}]}, "can't parse MessageEntity: Can't find field \"offset\""),
        (
            {"text": "x", "entities": [{"type": "odd", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
    ],
)
async def test_bad_message_is_refused_in_telegrams_words(
    world: World, caller: Caller, parameters: dict[str, Any], refusal: str
) -> None:
    world.start(ROSARIO)

    assert await caller.refusal("sendMessage", chat_id=ROSARIO, **parameters) == f"400 Bad Request: {refusal}"


async def test_longest_text_is_counted_after_its_tags(world: World, caller: Caller) -> None:
    world.start(ROSARIO)

    sent = await caller.do("sendMessage", chat_id=ROSARIO, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML")

    assert sent["entities"] == [{"offset": 0, "length": 4096, "type": "bold"}]


async def test_empty_rows_and_empty_keyboards_are_dropped(world: World, caller: Caller) -> None:
    world.start(ROSARIO)

    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="x", reply_markup={"inline_keyboard": [[], []]})

    assert "reply_markup" not in sent


async def test_chats_that_cannot_be_written_to(world: World, bot: Bot, group: Chat, caller: Caller) -> None:
    channel = world.add_group("Avisos", [ROSARIO], [MONTSE], kind="channel")
    world.add_bot_to(channel.id, bot)
    world.start(TIAGO)
    world.block(TIAGO)

    async def refused(chat_id: Any) -> str:
        return await caller.refusal("sendMessage", chat_id=chat_id, text="x")

    assert await refused("") == "400 Bad Request: chat_id is empty"
    assert await refused(999) == "400 Bad Request: chat not found"
    assert await refused("@nobody") == "400 Bad Request: chat not found"
    assert await refused(ROSARIO) == "403 Forbidden: bot can't initiate conversation with a user"
    assert await refused(TIAGO) == "403 Forbidden: bot was blocked by the user"
    assert await refused(channel.id) == "400 Bad Request: need administrator rights in the channel chat"

    world.unblock(TIAGO)
    world.deactivate(TIAGO)
    world.remove_bot_from(group.id, bot)
    assert await refused(TIAGO) == "403 Forbidden: user is deactivated"
    assert await refused(group.id) == "403 Forbidden: bot was kicked from the supergroup chat"


async def test_stranger_is_not_found(world: World, caller: Caller) -> None:
    assert await caller.refusal("sendMessage", chat_id=ROSARIO, text="x") == "400 Bad Request: chat not found"


async def test_left_group_is_named(group: Chat, caller: Caller) -> None:
    await caller.do("leaveChat", chat_id=group.id)

    refusal = await caller.refusal("sendMessage", chat_id=group.id, text="x")

    assert refusal == "403 Forbidden: bot is not a member of the supergroup chat"


async def test_migrated_group_tells_its_new_id(world: World, bot: Bot, caller: Caller) -> None:
    old = world.add_group("Barrio", [ROSARIO], [MONTSE], kind="group")
    world.add_bot_to(old.id, bot)
    new_id = world.migrate_group(old.id)

    assert await caller.ask("sendMessage", chat_id=old.id, text="x") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new_id},
    }
    assert (await caller.do("sendMessage", chat_id=new_id, text="x"))["chat"]["id"] == new_id
    moved = [update.body["message"] for update in bot.inbox.emitted if "message" in update.body][-2:]
    assert (moved[0]["chat"]["id"], moved[0]["migrate_to_chat_id"]) == (old.id, new_id)
    assert (moved[1]["chat"]["id"], moved[1]["migrate_from_chat_id"]) == (new_id, old.id)


async def test_reply_shows_what_it_answers_one_level_deep(world: World, caller: Caller) -> None:
    first = world.start(ROSARIO)
    second = await caller.do(
        "sendMessage", chat_id=ROSARIO, text="a", reply_parameters={"message_id": first.message_id}
    )

    third = await caller.do("sendMessage", chat_id=ROSARIO, text="b", reply_to_message_id=second["message_id"])
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    fourth = await caller.do("sendMessage", chat_id=ROSARIO, text="c", reply_parameters=lenient)

    assert second["reply_to_message"]["text"] == "/start"
    assert third["reply_to_message"]["text"] == "a"
    assert "reply_to_message" not in third["reply_to_message"]
    assert "reply_to_message" not in fourth


async def test_poll_is_sent_and_stopped_once(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    sent = await caller.do(
        "sendPoll", chat_id=ROSARIO, question="¿Cuándo?", options=[{"text": "hoy"}, {"text": "mañana"}]
    )

    poll = await caller.do("stopPoll", chat_id=ROSARIO, message_id=sent["message_id"])

    assert poll["is_closed"]
    refusal = await caller.refusal("stopPoll", chat_id=ROSARIO, message_id=sent["message_id"])
    assert refusal == "400 Bad Request: poll has already been closed"


async def test_forward_and_copy(world: World, group: Chat, caller: Caller, clock: Clock) -> None:
    said = world.start(ROSARIO)
    clock.pass_seconds(60)
    source = {"chat_id": group.id, "from_chat_id": ROSARIO, "message_id": said.message_id}

    forwarded = await caller.do("forwardMessage", **source)
    copied = await caller.do("copyMessage", **source)

    assert forwarded["forward_origin"]["sender_user"]["id"] == ROSARIO
    assert forwarded["forward_origin"]["date"] == said.date
    assert "forward_origin" not in world.messages(group.id)[-1].body
    assert copied == {"message_id": forwarded["message_id"] + 1}
    refusal = await caller.refusal("copyMessage", **{**source, "message_id": 77})
    assert refusal == "400 Bad Request: message to copy not found"
