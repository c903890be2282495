"""The methods that send again what was said before: forwards and copies."""

from collections.abc import Callable
from typing import Any

from sandbox.access import find_message, read_chat, write_chat
from sandbox.entities import written_caption
from sandbox.markup import read_markup
from sandbox.message import Message
from sandbox.methods.sending import post, read_thread, reply_content
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]
OWN_TO_ONE_CHAT = frozenset(
    {
        "message_id",
        "from",
        "sender_chat",
        "chat",
        "date",
        "edit_date",
        "reply_to_message",
        "reply_markup",
        "message_thread_id",
        "is_topic_message",
        "media_group_id",
        "has_protected_content",
    }
)


def forward_message(world: World, bot: Bot, parameters: Parameters) -> Json:
    chat, original = write_chat(world, bot, parameters), _original(world, bot, parameters, "forward")
    if original.body.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    thread_id = read_thread(chat, bot, parameters)
    bot.pace.check(chat.id, world.seconds())
    return post(world, bot, chat, _content(original) | _origin(original), None, thread_id).body


def copy_message(world: World, bot: Bot, parameters: Parameters) -> Json:
    """MessageId; the caption may be replaced."""
    chat, original = write_chat(world, bot, parameters), _original(world, bot, parameters, "copy")
    said = {name: value for name, value in _content(original).items() if not name.startswith("forward_")}
    if "caption" in parameters.received and original.media_kind:
        caption, entities = written_caption(parameters, world.seconds())
        said = {name: value for name, value in said.items() if name not in ("caption", "caption_entities")}
        said |= ({"caption": caption} if caption else {}) | ({"caption_entities": entities} if entities else {})
    markup, thread_id = read_markup(parameters), read_thread(chat, bot, parameters)
    said |= reply_content(chat, parameters)
    bot.pace.check(chat.id, world.seconds())
    return {"message_id": post(world, bot, chat, said, markup, thread_id).message_id}


def _original(world: World, bot: Bot, parameters: Parameters, what: str) -> Message:
    source = read_chat(world, bot, parameters, "from_chat_id")
    message = find_message(source, parameters, what)
    if message.is_service:
        raise bad_request("message can't be copied" if what == "copy" else "message can't be forwarded")
    return message


def _content(original: Message) -> Json:
    return {name: value for name, value in original.body.items() if name not in OWN_TO_ONE_CHAT}


def _origin(original: Message) -> Json:
    """MessageOrigin: who said it first."""
    body = original.body
    if "forward_origin" in body:
        return {}
    if "from" in body:
        return {"forward_origin": {"type": "user", "sender_user": body["from"], "date": body["date"]}}
    origin = {"type": "channel", "chat": body["chat"], "message_id": body["message_id"], "date": body["date"]}
    return {"forward_origin": origin}


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {
    "forwardmessage": forward_message,
    "copymessage": copy_message,
}
