"""What a bot learns about chats, its topics, and what it sets up about itself."""

from typing import Any

import pytest

from sandbox.methods.profile import commands_shown
from sandbox.people import Bot, Chat
from sandbox.world import World
from tests.sandbox.conftest import MONTSE, ROSARIO, TIAGO, Caller


@pytest.fixture
def forum(world: World, bot: Bot) -> Chat:
    chat = world.add_group("Foro", [ROSARIO], [MONTSE], is_forum=True)
    world.add_bot_to(chat.id, bot, administrator=True)
    return chat


async def test_private_chat_is_described(world: World, caller: Caller) -> None:
    described = await caller.do("getChat", chat_id=ROSARIO)

    assert (described["type"], described["first_name"], described["active_usernames"]) == (
        "private",
        "Rosario",
        ["rosario"],
    )
    assert (await caller.do("getChatMember", chat_id=ROSARIO, user_id=ROSARIO))["status"] == "member"


async def test_members_of_a_group(world: World, bot: Bot, group: Chat, caller: Caller) -> None:
    async def status(user_id: int) -> str:
        member = await caller.do("getChatMember", chat_id=group.id, user_id=user_id)
        return str(member["status"])

    world.leave(TIAGO, group.id)
    world.kick(ROSARIO, group.id, by=MONTSE)

    assert [await status(user_id) for user_id in (MONTSE, bot.id, TIAGO, ROSARIO)] == [
        "creator",
        "member",
        "left",
        "kicked",
    ]
    assert await caller.do("getChatMemberCount", chat_id=group.id) == 2
    assert (await caller.do("getChat", chat_id=group.id))["permissions"]["can_send_messages"] is True
    refusal = await caller.refusal("getChatMember", chat_id=group.id, user_id=9)
    assert refusal == "400 Bad Request: user not found"


async def test_administrators_of_a_group(world: World, bot: Bot, group: Chat, caller: Caller) -> None:
    world.promote(TIAGO, group.id)
    world.add_bot_to(group.id, bot, administrator=True)

    administrators = await caller.do("getChatAdministrators", chat_id=group.id)

    assert [(member["user"]["id"], member["status"]) for member in administrators] == [
        (TIAGO, "administrator"),
        (MONTSE, "creator"),
        (bot.id, "administrator"),
    ]
    refusal = await caller.refusal("getChatAdministrators", chat_id=ROSARIO)
    assert refusal == "400 Bad Request: there are no administrators in the private chat"


async def test_being_added_is_told(bot: Bot, group: Chat) -> None:
    change, arrival = (update.body for update in bot.inbox.waiting())

    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert arrival["message"]["new_chat_members"] == [bot.json]


async def test_small_calls(world: World, bot: Bot, group: Chat, caller: Caller) -> None:
    world.start(ROSARIO)
    world.add_bot_to(group.id, bot, administrator=True)
    message = await caller.do("sendMessage", chat_id=ROSARIO, text="x")

    assert await caller.do("sendChatAction", chat_id=ROSARIO, action="typing") is True
    assert await caller.do("setMessageReaction", chat_id=ROSARIO, message_id=message["message_id"]) is True
    assert (await caller.do("getUserProfilePhotos", user_id=ROSARIO)) == {"total_count": 0, "photos": []}
    link = await caller.do("exportChatInviteLink", chat_id=group.id)
    assert (await caller.do("getChat", chat_id=group.id))["invite_link"] == link
    assert (await caller.do("createChatInviteLink", chat_id=group.id))["creator"] == bot.json
    refusal = await caller.refusal("sendChatAction", chat_id=ROSARIO, action="dancing")
    assert refusal == "400 Bad Request: wrong parameter action in request"


async def test_request_to_join_is_told_and_approved(world: World, bot: Bot, caller: Caller) -> None:
    chat = world.add_group("Cerrado", [], [MONTSE])
    world.add_bot_to(chat.id, bot, administrator=True)
    who = {"chat_id": chat.id, "user_id": TIAGO}

    world.ask_to_join(TIAGO, chat.id)

    assert bot.inbox.waiting()[-1].kind == "chat_join_request"
    assert await caller.do("approveChatJoinRequest", **who) is True
    assert chat.status(TIAGO).is_inside
    assert await caller.refusal("approveChatJoinRequest", **who) == "400 Bad Request: USER_ALREADY_PARTICIPANT"


async def test_topic_from_its_birth_to_its_end(world: World, bot: Bot, forum: Chat, caller: Caller) -> None:
    topic = await caller.do("createForumTopic", chat_id=forum.id, name="Retos")
    place = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}

    sent = await caller.do("sendMessage", text="Reto 1", **place)
    said = world.send_text(ROSARIO, forum.id, "mi respuesta", thread_id=place["message_thread_id"])

    assert (sent["message_thread_id"], sent["is_topic_message"]) == (place["message_thread_id"], True)
    assert said.body["reply_to_message"]["forum_topic_created"]["name"] == "Retos"
    assert await caller.do("editForumTopic", name="Retos de 2027", **place) is True
    assert await caller.do("closeForumTopic", **place) is True
    assert await caller.refusal("closeForumTopic", **place) == "400 Bad Request: TOPIC_NOT_MODIFIED"
    assert await caller.do("reopenForumTopic", **place) is True
    assert await caller.do("deleteForumTopic", **place) is True
    assert await caller.refusal("sendMessage", text="x", **place) == "400 Bad Request: message thread not found"
    assert [message.body.get("text") for message in world.messages(forum.id) if message.text] == []


async def test_topics_need_a_forum_and_rights(world: World, bot: Bot, group: Chat, caller: Caller) -> None:
    plain = world.add_group("Otro foro", [ROSARIO], [MONTSE], is_forum=True)
    world.add_bot_to(plain.id, bot)

    async def refused(chat: Chat) -> str:
        return await caller.refusal("createForumTopic", chat_id=chat.id, name="x")

    assert await refused(group) == "400 Bad Request: the chat is not a forum"
    assert await refused(plain) == "400 Bad Request: not enough rights to create a topic"


async def test_commands_are_shown_by_scope_and_language(world: World, bot: Bot, group: Chat, caller: Caller) -> None:
    async def set_commands(name: str, language: str = "", **scope: Any) -> None:
        commands = [{"command": name, "description": name}]
        parameters = {"scope": scope} if scope else {}
        await caller.do("setMyCommands", commands=commands, language_code=language, **parameters)

    await set_commands("menu")
    await set_commands("desafio", "es")
    await set_commands("red", type="all_private_chats")
    await set_commands("conectar", type="all_chat_administrators")

    def shown(chat: Chat, user_id: int) -> list[str]:
        return [command["command"] for command in commands_shown(bot, chat, world.users[user_id])]

    assert shown(world.private(bot, ROSARIO), ROSARIO) == ["red"]
    assert shown(group, ROSARIO) == ["desafio"]
    assert shown(group, TIAGO) == ["menu"]
    assert shown(group, MONTSE) == ["conectar"]
    assert await caller.do("getMyCommands", language_code="es") == [{"command": "desafio", "description": "desafio"}]
    await caller.do("deleteMyCommands", language_code="es")
    assert shown(group, ROSARIO) == ["menu"]


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"commands": "["}, "can't parse commands JSON object"),
        ({"commands": {}, "scope": {"type": "x"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"commands": {"a": 1}}, "expected an Array of BotCommand"),
        ({"commands": [{"command": "a"}]}, "can't parse BotCommand: Can't find field \"description\""),
        ({"commands": [{"command": "ñ", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [], "language_code": "spanish"}, "invalid language code specified"),
    ],
)
async def test_bad_commands_are_refused(caller: Caller, parameters: dict[str, Any], refusal: str) -> None:
    assert await caller.refusal("setMyCommands", **parameters) == f"400 Bad Request: {refusal}"


async def test_bot_names_itself(caller: Caller) -> None:
    await caller.do("setMyDescription", description="Redes de ciudades")
    await caller.do("setMyDescription", description="Redes de cidades", language_code="pt")
    await caller.do("setChatMenuButton", menu_button={"type": "commands"})

    assert await caller.do("getMyDescription") == {"description": "Redes de ciudades"}
    assert await caller.do("getMyDescription", language_code="pt") == {"description": "Redes de cidades"}
    assert await caller.do("getMyName") == {"name": "Redes"}
    assert await caller.do("getMyShortDescription") == {"short_description": ""}
    assert await caller.do("getChatMenuButton", chat_id=ROSARIO) == {"type": "commands"}
    refusal = await caller.refusal("setMyShortDescription", short_description="x" * 121)
    assert refusal == "400 Bad Request: bot short description is too long"


async def test_bot_is_who_it_is(caller: Caller) -> None:
    me = await caller.do("getMe")

    assert (me["username"], me["is_bot"], me["can_read_all_group_messages"]) == ("redes_bot", True, False)
    assert await caller.do("close") is True
