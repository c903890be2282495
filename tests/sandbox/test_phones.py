"""The page's own paths: what the phones ask and do."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from sandbox.people import Bot, Chat
from sandbox.world import World
from tests.sandbox.conftest import MONTSE, ROSARIO, TIAGO, Caller, Clock

PRIVATE = f"/sandbox/users/{ROSARIO}/chats/{ROSARIO}"


async def get(phones: httpx.AsyncClient, path: str) -> Any:
    response = await phones.get(path)
    assert response.status_code == 200, response.text
    return response.json()


async def post(phones: httpx.AsyncClient, path: str, body: dict[str, Any] | None = None) -> Any:
    response = await phones.post(path, json=body or {})
    assert response.status_code == 200, response.text
    return response.json()


async def test_state_tells_who_is_there(bot: Bot, group: Chat, phones: httpx.AsyncClient) -> None:
    state = await get(phones, "/sandbox/state")

    assert state["bot"] == {"id": bot.id, "username": "redes_bot", "name": "Redes"}
    assert [user["id"] for user in state["users"]] == [ROSARIO, TIAGO, MONTSE]
    assert state["chats"] == [group.json]
    assert state["next_event"] == "2027-03-05T09:00:00+00:00"


async def test_chat_is_there_before_it_starts(phones: httpx.AsyncClient) -> None:
    chats = await get(phones, f"/sandbox/users/{ROSARIO}/chats")

    assert chats == [
        {
            "id": ROSARIO,
            "type": "private",
            "title": "Redes",
            "unread": 0,
            "last": None,
            "started": False,
            "blocked": False,
        }
    ]


async def test_phone_sends_no_more_than_a_message_holds(world: World, phones: httpx.AsyncClient) -> None:
    await post(phones, f"/sandbox/users/{ROSARIO}/start")
    longest = "😀" * 2048

    sent = await post(phones, f"{PRIVATE}/messages", {"text": longest})
    for path in ("messages", f"messages/{sent['message']['message_id']}/edit"):
        response = await phones.post(f"{PRIVATE}/{path}", json={"text": longest + "a"})
        assert (response.status_code, response.json()["description"]) == (400, "Bad Request: MESSAGE_TOO_LONG")

    assert world.messages(ROSARIO)[-1].text == longest


async def test_start_talk_edit_and_read(world: World, caller: Caller, phones: httpx.AsyncClient) -> None:
    await post(phones, f"/sandbox/users/{ROSARIO}/start", {"payload": "abc"})
    await caller.do("setMyCommands", commands=[{"command": "menu", "description": "El menú"}])
    keyboard = {"keyboard": [[{"text": "Sí"}]], "resize_keyboard": True}
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="Hola", reply_markup=keyboard)
    before = (await get(phones, f"/sandbox/users/{ROSARIO}/chats"))[0]
    said = (await post(phones, PRIVATE + "/messages", {"text": "Buenas", "reply_to_message_id": 2}))["message"]
    edited = await post(phones, f"{PRIVATE}/messages/{said['message_id']}/edit", {"text": "Buenos días"})

    chat = await get(phones, PRIVATE)

    assert before["unread"] == 1
    assert edited["message"]["text"] == "Buenos días"
    assert [(message["text"], message["outgoing"]) for message in chat["messages"]] == [
        ("/start abc", True),
        ("Hola", False),
        ("Buenos días", True),
    ]
    assert said["reply_to_message"]["message_id"] == sent["message_id"]
    assert chat["commands"] == [{"command": "menu", "description": "El menú"}]
    assert chat["reply_keyboard"] == keyboard
    assert (await get(phones, f"/sandbox/users/{ROSARIO}/chats"))[0]["unread"] == 0
    assert [update.kind for update in world.bot.inbox.waiting()] == ["message", "message", "edited_message"]


async def test_file_is_sent_and_shown(world: World, phones: httpx.AsyncClient) -> None:
    response = await phones.post(
        PRIVATE + "/messages",
        data={"kind": "document", "caption": "Acta"},
        files={"file": ("acta.html", b"<script>alert(1)</script>", "text/html")},
    )
    document = response.json()["message"]["document"]

    shown = await phones.get(f"/sandbox/files/{document['file_id']}")

    assert shown.content == b"<script>alert(1)</script>"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert shown.headers["x-content-type-options"] == "nosniff"


async def test_press_and_its_answer_travel_as_events(world: World, caller: Caller, phones: httpx.AsyncClient) -> None:
    world.start(ROSARIO)
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="¿Vienes?")
    async with phones.stream("GET", "/sandbox/events") as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == ": here"

        press = await post(phones, PRIVATE + "/presses", {"message_id": sent["message_id"], "data": "v1:go"})
        await caller.do("answerCallbackQuery", callback_query_id=press["id"], text="Apuntado")
        async with asyncio.timeout(5):
            line = await anext(line async for line in lines if line)

    assert json.loads(line.removeprefix("data: ")) == {
        "type": "answer",
        "user_ids": [ROSARIO],
        "chat_id": ROSARIO,
        "callback_query_id": press["id"],
        "text": "Apuntado",
        "show_alert": False,
        "url": None,
    }


async def test_new_people_and_groups(world: World, bot: Bot, phones: httpx.AsyncClient) -> None:
    user = await post(phones, "/sandbox/users", {"first_name": "Ana", "language_code": "en"})
    wish = {"title": "Barrio", "members": [user["id"]], "administrators": [MONTSE], "kind": "group"}
    chat = (await post(phones, "/sandbox/groups", wish))["chat"]
    await post(phones, f"/sandbox/groups/{chat['id']}/bot", {"administrator": True})

    moved = (await post(phones, f"/sandbox/groups/{chat['id']}/migrate"))["chat"]

    assert moved["type"] == "supergroup"
    assert world.chats[moved["id"]].status(bot.id).administers
    titles = [line["title"] for line in await get(phones, f"/sandbox/users/{user['id']}/chats")]
    assert titles == ["Redes", "Barrio"]


async def test_block_and_unblock(world: World, phones: httpx.AsyncClient) -> None:
    world.start(ROSARIO)
    await post(phones, f"/sandbox/users/{ROSARIO}/block")
    blocked = (await get(phones, f"/sandbox/users/{ROSARIO}/chats"))[0]["blocked"]
    await post(phones, f"/sandbox/users/{ROSARIO}/unblock")

    assert blocked
    assert not (await get(phones, f"/sandbox/users/{ROSARIO}/chats"))[0]["blocked"]
    assert await get(phones, "/sandbox/pending") == {"updates": 3}


@pytest.mark.parametrize(
    ("wish", "moment"),
    [
        ({"days": 1}, datetime(2027, 3, 2, 9, 0, tzinfo=UTC)),
        ({"hours": 1}, datetime(2027, 3, 1, 10, 0, tzinfo=UTC)),
        ({"to": "next"}, datetime(2027, 3, 5, 9, 0, tzinfo=UTC)),
        ({"to": "2027-06-02T09:00:00+02:00"}, datetime(2027, 6, 2, 7, 0, tzinfo=UTC)),
        ({"to": "2027-06-02"}, datetime(2027, 6, 2, tzinfo=UTC)),
    ],
)
async def test_clock_is_turned(clock: Clock, phones: httpx.AsyncClient, wish: dict[str, Any], moment: datetime) -> None:
    answer = await post(phones, "/sandbox/clock", wish)

    assert clock.moves == [moment]
    assert (datetime.fromisoformat(answer["now"]), answer["moving"]) == (moment, False)


@pytest.mark.parametrize(
    ("path", "wish", "status", "reason"),
    [
        ("/sandbox/clock", {"days": -1}, 400, "Bad Request: the clock only turns forward"),
        ("/sandbox/clock", {"days": 1e300}, 400, "Bad Request: the clock cannot be turned there"),
        ("/sandbox/clock", {"to": "2020-01-01"}, 400, "Bad Request: the clock only turns forward"),
        ("/sandbox/clock", {"to": "soon"}, 400, "Bad Request: the date cannot be read"),
        ("/sandbox/users", {}, 400, "Bad Request: first_name is empty"),
        ("/sandbox/users/9/start", {}, 404, "user not found"),
        (PRIVATE + "/messages", {"text": " "}, 400, "Bad Request: text must be non-empty"),
        (PRIVATE + "/presses", {"message_id": 9, "data": "x"}, 400, "Bad Request: MESSAGE_ID_INVALID"),
        ("/sandbox/groups", {"title": "x", "members": [9]}, 400, "Bad Request: user not found"),
        ("/sandbox/groups/-5/migrate", {}, 404, "chat not found"),
    ],
)
async def test_bad_wish_is_refused(
    phones: httpx.AsyncClient, path: str, wish: dict[str, Any], status: int, reason: str
) -> None:
    response = await phones.post(path, json=wish)

    assert (response.status_code, response.json()["description"]) == (status, reason)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:80"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 403),
        ({}, 200),
    ],
)
async def test_other_sites_are_kept_out(phones: httpx.AsyncClient, headers: dict[str, str], status: int) -> None:
    response = await phones.post(
        f"/sandbox/users/{ROSARIO}/start", content=b"{}", headers={"Content-Type": "application/json", **headers}
    )

    assert response.status_code == status


async def test_private_group_is_not_for_strangers(world: World, phones: httpx.AsyncClient) -> None:
    chat = world.add_group("Cerrado", [TIAGO], [MONTSE])

    assert (await phones.get(f"/sandbox/users/{ROSARIO}/chats/{chat.id}")).status_code == 404
