"""Topics of forums: made, renamed, closed, opened again and deleted, each with its service message."""

from collections.abc import Callable
from typing import Any

from sandbox.access import need_administrator, read_chat
from sandbox.parameters import Parameters
from sandbox.people import Bot, Chat, Topic
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]
COLOURS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
LONGEST_NAME = 128


def create_topic(world: World, bot: Bot, parameters: Parameters) -> Json:
    """ForumTopic."""
    chat = _forum(world, bot, parameters)
    name = _name(parameters)
    colour = parameters.integer("icon_color") or COLOURS[len(chat.topics) % len(COLOURS)]
    if colour not in COLOURS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    shown: Json = {"name": name, "icon_color": colour}
    if emoji := parameters.text("icon_custom_emoji_id"):
        shown["icon_custom_emoji_id"] = emoji
    message = world.add_message(chat, bot, {"forum_topic_created": shown})
    thread_id = message.message_id
    own = {"message_thread_id": thread_id, "is_topic_message": True}
    world.change_message(chat, message, message.body | own)
    chat.topics[thread_id] = Topic(thread_id, name, colour, emoji or None)
    return {"message_thread_id": thread_id, **shown}


def edit_topic(world: World, bot: Bot, parameters: Parameters) -> bool:
    chat, topic = _topic(world, bot, parameters)
    changed: Json = {}
    if parameters.has("name"):
        changed["name"] = topic.name = _name(parameters)
    if "icon_custom_emoji_id" in parameters.received:
        changed["icon_custom_emoji_id"] = topic.icon_custom_emoji_id = parameters.text("icon_custom_emoji_id")
    _announce(world, chat, bot, topic, {"forum_topic_edited": changed})
    return True


def close_topic(world: World, bot: Bot, parameters: Parameters) -> bool:
    return _set_closed(world, bot, parameters, True)


def reopen_topic(world: World, bot: Bot, parameters: Parameters) -> bool:
    return _set_closed(world, bot, parameters, False)


def _set_closed(world: World, bot: Bot, parameters: Parameters, is_closed: bool) -> bool:
    chat, topic = _topic(world, bot, parameters)
    if topic.is_closed == is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.is_closed = is_closed
    _announce(world, chat, bot, topic, {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}})
    return True


def delete_topic(world: World, bot: Bot, parameters: Parameters) -> bool:
    """The topic goes with all that was written in it."""
    chat, topic = _topic(world, bot, parameters)
    for message in list(chat.messages.values()):
        if message.body.get("message_thread_id") == topic.id:
            world.remove_message(chat, message)
    del chat.topics[topic.id]
    return True


def _forum(world: World, bot: Bot, parameters: Parameters) -> Chat:
    chat = read_chat(world, bot, parameters)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    need_administrator(chat, bot, "not enough rights to create a topic")
    return chat


def _topic(world: World, bot: Bot, parameters: Parameters) -> tuple[Chat, Topic]:
    chat = _forum(world, bot, parameters)
    thread_id = parameters.integer("message_thread_id")
    if thread_id not in chat.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, chat.topics[thread_id]


def _name(parameters: Parameters) -> str:
    name = parameters.text("name").strip()
    if not name:
        raise bad_request("title can't be empty")
    return name[:LONGEST_NAME]


def _announce(world: World, chat: Chat, bot: Bot, topic: Topic, content: Json) -> None:
    world.add_message(chat, bot, content, thread_id=topic.id)


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {
    "createforumtopic": create_topic,
    "editforumtopic": edit_topic,
    "closeforumtopic": close_topic,
    "reopenforumtopic": reopen_topic,
    "deleteforumtopic": delete_topic,
}
