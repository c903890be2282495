"""What is changed or taken back, and what is not."""

import pytest

from sandbox.people import Bot, Chat
from sandbox.world import World
from tests.sandbox.conftest import MONTSE, ROSARIO, TIAGO, Caller, Clock
from tests.sandbox.test_sending import png

KEYBOARD = {"inline_keyboard": [[{"text": "Voy", "callback_data": "go"}]]}
NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@pytest.fixture
async def sent(world: World, caller: Caller) -> dict[str, int]:
    world.start(ROSARIO)
    message = await caller.do("sendMessage", chat_id=ROSARIO, text="Hola", reply_markup=KEYBOARD)
    return {"chat_id": ROSARIO, "message_id": message["message_id"]}


async def test_text_is_edited_and_keyboard_goes_unless_sent_again(
    world: World, caller: Caller, sent: dict[str, int], clock: Clock
) -> None:
    clock.pass_seconds(5)

    edited = await caller.do("editMessageText", text="Adiós", **sent)

    assert (edited["text"], edited["edit_date"] - edited["date"]) == ("Adiós", 5)
    assert "reply_markup" not in edited
    assert world.messages(ROSARIO)[-1].body == edited


async def test_same_content_is_not_modified(caller: Caller, sent: dict[str, int]) -> None:
    assert await caller.refusal("editMessageText", text="Hola", reply_markup=KEYBOARD, **sent) == NOT_MODIFIED
    assert await caller.refusal("editMessageReplyMarkup", reply_markup=KEYBOARD, **sent) == NOT_MODIFIED

    await caller.do("editMessageReplyMarkup", **sent)

    assert await caller.refusal("editMessageReplyMarkup", **sent) == NOT_MODIFIED


async def test_what_cannot_be_edited(world: World, caller: Caller, sent: dict[str, int]) -> None:
    own = world.send_text(ROSARIO, ROSARIO, "mío").message_id
    file = world.send_file(ROSARIO, ROSARIO, "document", b"x", "a.txt").body["document"]["file_id"]
    document = (await caller.do("sendDocument", chat_id=ROSARIO, document=file))["message_id"]

    async def refused(method: str, message_id: int, **parameters: str) -> str:
        return await caller.refusal(method, chat_id=ROSARIO, message_id=message_id, **parameters)

    assert await refused("editMessageText", 99, text="x") == "400 Bad Request: message to edit not found"
    assert await refused("editMessageText", own, text="x") == "400 Bad Request: message can't be edited"
    assert await refused("editMessageText", document, text="x") == (
        "400 Bad Request: there is no text in the message to edit"
    )
    assert await refused("editMessageCaption", sent["message_id"], caption="x") == (
        "400 Bad Request: there is no caption in the message to edit"
    )
    assert await refused("editMessageText", sent["message_id"], text="") == "400 Bad Request: message text is empty"
    assert await caller.refusal("editMessageText", text="x") == ("400 Bad Request: message identifier is not specified")
    assert (await caller.do("editMessageCaption", chat_id=ROSARIO, message_id=document, caption="x"))["caption"] == "x"


@pytest.fixture
def files(world: World) -> dict[str, str]:
    """The id of a file of each kind."""
    world.start(ROSARIO)
    sent = {
        kind: world.send_file(ROSARIO, ROSARIO, kind, png(8, 8) if kind == "photo" else b"x").body[kind]
        for kind in ("photo", "document", "video", "audio", "animation", "voice", "sticker", "video_note")
    }
    return {kind: (media[-1] if isinstance(media, list) else media)["file_id"] for kind, media in sent.items()}


@pytest.mark.parametrize("kind", ["voice", "sticker", "video_note"])
async def test_nothing_takes_the_place_of_a_voice_note_or_sticker(
    world: World, caller: Caller, files: dict[str, str], kind: str
) -> None:
    method = "send" + "".join(word.title() for word in kind.split("_"))
    message = await caller.do(method, chat_id=ROSARIO, **{kind: files[kind]})
    place = {"chat_id": ROSARIO, "message_id": message["message_id"]}

    refusal = await caller.refusal("editMessageMedia", media={"type": "photo", "media": files["photo"]}, **place)

    assert refusal == "400 Bad Request: message media can't be edited"
    assert world.messages(ROSARIO)[-1].media_kind == kind


@pytest.mark.parametrize("kind", ["sticker", "video_note"])
async def test_what_bears_no_words_gets_none(caller: Caller, files: dict[str, str], kind: str) -> None:
    method = "send" + "".join(word.title() for word in kind.split("_"))
    message = await caller.do(method, chat_id=ROSARIO, **{kind: files[kind]})
    place = {"chat_id": ROSARIO, "message_id": message["message_id"]}

    refusal = await caller.refusal("editMessageCaption", caption="x", **place)

    assert refusal == "400 Bad Request: there is no caption in the message to edit"


@pytest.mark.parametrize(
    ("kind", "new", "refusal"),
    [
        ("photo", "video", None),
        ("document", "document", None),
        ("document", "photo", "400 Bad Request: can't change media type in the album"),
        ("photo", "document", "400 Bad Request: can't change media type in the album"),
        ("photo", "animation", "400 Bad Request: message content type can't be used in an album"),
    ],
)
async def test_album_stays_of_its_kind(
    caller: Caller, files: dict[str, str], kind: str, new: str, refusal: str | None
) -> None:
    items = [{"type": kind, "media": files[kind]}] * 2
    first, _ = await caller.do("sendMediaGroup", chat_id=ROSARIO, media=items)
    place = {"chat_id": ROSARIO, "message_id": first["message_id"]}

    answer = await caller.ask("editMessageMedia", media={"type": new, "media": files[new], "caption": "otra"}, **place)

    if refusal is None:
        assert (answer["ok"], new in answer["result"], "media_group_id" in answer["result"]) == (True, True, True)
    else:
        assert f"{answer['error_code']} {answer['description']}" == refusal


async def test_media_takes_the_place_of_text(world: World, caller: Caller, sent: dict[str, int]) -> None:
    file = world.send_file(ROSARIO, ROSARIO, "document", b"x", "a.txt").body["document"]["file_id"]

    edited = await caller.do("editMessageMedia", media={"type": "document", "media": file, "caption": "c"}, **sent)

    assert edited["document"]["file_name"] == "a.txt"
    assert edited["caption"] == "c"
    assert "text" not in edited


async def test_edit_after_a_block_is_refused(world: World, caller: Caller, sent: dict[str, int]) -> None:
    world.block(ROSARIO)

    assert await caller.refusal("editMessageText", text="x", **sent) == "403 Forbidden: bot was blocked by the user"


async def test_deleted_message_is_gone(world: World, caller: Caller, sent: dict[str, int]) -> None:
    assert await caller.do("deleteMessage", **sent) is True

    assert [message.text for message in world.messages(ROSARIO)] == ["/start"]
    assert await caller.refusal("deleteMessage", **sent) == "400 Bad Request: message to delete not found"
    refusal = await caller.refusal("deleteMessage", chat_id=ROSARIO)
    assert refusal == "400 Bad Request: message identifier is not specified"


async def test_several_are_deleted_and_missing_ones_passed_over(caller: Caller, sent: dict[str, int]) -> None:
    assert await caller.do("deleteMessages", chat_id=ROSARIO, message_ids=[sent["message_id"], 77]) is True
    assert await caller.refusal("deleteMessages", chat_id=ROSARIO, message_ids=[]) == (
        "400 Bad Request: message identifiers are not specified"
    )


async def test_old_message_is_not_deleted(caller: Caller, sent: dict[str, int], clock: Clock) -> None:
    clock.pass_seconds(48 * 3600 + 1)

    refusal = await caller.refusal("deleteMessage", **sent)

    assert refusal == "400 Bad Request: message can't be deleted for everyone"


async def test_others_messages_are_deleted_by_administrators_only(
    world: World, bot: Bot, group: Chat, caller: Caller
) -> None:
    theirs = world.send_text(TIAGO, group.id, "hola").message_id

    refusal = await caller.refusal("deleteMessage", chat_id=group.id, message_id=theirs)
    world.add_bot_to(group.id, bot, administrator=True)

    assert refusal == "400 Bad Request: message can't be deleted"
    assert await caller.do("deleteMessage", chat_id=group.id, message_id=theirs) is True


async def test_update_keeps_what_was_pressed_on(world: World, bot: Bot, caller: Caller, sent: dict[str, int]) -> None:
    world.press(ROSARIO, ROSARIO, sent["message_id"], "go")

    await caller.do("editMessageText", text="Otra cosa", **sent)

    assert bot.inbox.waiting()[-1].body["callback_query"]["message"]["text"] == "Hola"


async def test_pins(world: World, bot: Bot, group: Chat, caller: Caller) -> None:
    world.start(MONTSE)
    message = (await caller.do("sendMessage", chat_id=group.id, text="Leed"))["message_id"]
    refusal = await caller.refusal("pinChatMessage", chat_id=group.id, message_id=message)
    world.add_bot_to(group.id, bot, administrator=True)

    await caller.do("pinChatMessage", chat_id=group.id, message_id=message)

    assert refusal == "400 Bad Request: not enough rights to manage pinned messages in the chat"
    assert (await caller.do("getChat", chat_id=group.id))["pinned_message"]["text"] == "Leed"
    assert await caller.do("unpinChatMessage", chat_id=group.id) is True
    assert "pinned_message" not in await caller.do("getChat", chat_id=group.id)
