"""The methods that change or take back what was sent."""

from collections.abc import Callable
from typing import Any

from sandbox.access import find_message, read_chat, write_chat
from sandbox.entities import written_text
from sandbox.markup import read_markup
from sandbox.message import IN_ALBUMS, MIXABLE, WITHOUT_CAPTION, Message
from sandbox.methods.sending import caption_content, given_media, options_content
from sandbox.parameters import Parameters, whole_number
from sandbox.people import Bot, Chat
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]
Change = Callable[[World, Parameters, Message], Json]
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600
TEXT = ("text", "entities", "link_preview_options")
CAPTION = ("caption", "caption_entities", "show_caption_above_media")
KINDS = ("photo", "document", "video", "audio", "animation")  # what may take another's place
MEDIA = (*KINDS, *CAPTION, "has_media_spoiler")


def edit(world: World, bot: Bot, parameters: Parameters, replaced: tuple[str, ...], change: Change) -> Json | bool:
    """Replace some fields and the keyboard: without a `reply_markup` the keyboard goes away."""
    if not parameters.has("chat_id") and not parameters.has("message_id"):
        inline = parameters.has("inline_message_id")
        raise bad_request("MESSAGE_ID_INVALID" if inline else "message identifier is not specified")
    chat = write_chat(world, bot, parameters)
    message = find_message(chat, parameters, "edit")
    if message.sender_id != bot.id or message.is_service:
        raise bad_request("message can't be edited")
    new = change(world, parameters, message)
    markup = read_markup(parameters)
    kept = {
        name: value
        for name, value in message.body.items()
        if name not in replaced and name not in ("reply_markup", "edit_date")
    }
    body = kept | new
    if markup and "inline_keyboard" in markup:
        body["reply_markup"] = markup
    if body == {name: value for name, value in message.body.items() if name != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    body["edit_date"] = int(world.seconds())
    world.change_message(chat, message, body)
    return body


def _new_text(world: World, parameters: Parameters, message: Message) -> Json:
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    text, entities = written_text(parameters, world.seconds())
    new = {"text": text} | options_content(parameters)
    found = world.known_entities(entities)
    return new | {"entities": found} if found else new


def _new_caption(world: World, parameters: Parameters, message: Message) -> Json:
    if message.media_kind is None or message.media_kind in WITHOUT_CAPTION:
        raise bad_request("there is no caption in the message to edit")
    return caption_content(world, parameters)


def _new_media(world: World, parameters: Parameters, message: Message) -> Json:
    media = parameters.object("media", "can't parse input media JSON object")
    if media is None:
        raise bad_request("input media is not specified")
    if message.media_kind not in KINDS and "text" not in message.body:
        raise bad_request("message media can't be edited")
    kind = str(media.get("type", ""))
    if kind not in KINDS:
        raise bad_request("type of the media is invalid")
    if "media_group_id" in message.body:
        _check_album(message.media_kind, kind)
    return {kind: given_media(world, kind, parameters, media.get("media"))} | caption_content(world, Parameters(media))


def _check_album(kind: str | None, new: str) -> None:
    """Only photos and videos stand together, so only these take each other's place."""
    if new not in IN_ALBUMS:
        raise bad_request("message content type can't be used in an album")
    if new != kind and not {kind, new} <= MIXABLE:
        raise bad_request("can't change media type in the album")


def _nothing(_world: World, _parameters: Parameters, _message: Message) -> Json:
    return {}


def editor(replaced: tuple[str, ...], change: Change) -> Callable[[World, Bot, Parameters], Json | bool]:
    return lambda world, bot, parameters: edit(world, bot, parameters, replaced, change)


def delete_message(world: World, bot: Bot, parameters: Parameters) -> bool:
    chat = read_chat(world, bot, parameters)
    if not parameters.has("message_id"):
        raise bad_request("message identifier is not specified")
    _delete(world, bot, chat, find_message(chat, parameters, "delete"))
    return True


def delete_messages(world: World, bot: Bot, parameters: Parameters) -> bool:
    """Those that are not found are passed over."""
    chat = read_chat(world, bot, parameters)
    numbers = parameters.array("message_ids", "can't parse message identifiers JSON array") or []
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad_request("too many message identifiers specified")
    for number in [whole_number(number, "can't parse message identifiers") for number in numbers]:
        if number in chat.messages:
            _delete(world, bot, chat, chat.messages[number])
    return True


def _delete(world: World, bot: Bot, chat: Chat, message: Message) -> None:
    """Young messages only, and others' only in private or as administrator, who may delete any in a supergroup."""
    administers = chat.status(bot.id).administers
    if not (message.sender_id == bot.id or chat.is_private or administers):
        raise bad_request("message can't be deleted" + (" for everyone" if chat.kind == "group" else ""))
    is_old = world.seconds() - message.date > DELETABLE_SECONDS
    if is_old and not (administers and chat.kind != "group"):
        raise bad_request("message can't be deleted for everyone")
    world.remove_message(chat, message)


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {
    "editmessagetext": editor(TEXT, _new_text),
    "editmessagecaption": editor(CAPTION, _new_caption),
    "editmessagemedia": editor((*TEXT, *MEDIA), _new_media),
    "editmessagereplymarkup": editor((), _nothing),
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
}
