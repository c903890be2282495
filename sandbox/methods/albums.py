"""Albums: several files sent at once, each its own message of one group."""

from collections.abc import Callable
from typing import Any

from sandbox.access import write_chat
from sandbox.methods.sending import caption_content, given_media, post, read_thread, reply_content
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]
FEWEST, MOST = 2, 10
MIXABLE = frozenset({"photo", "video"})
KINDS = MIXABLE | {"document", "audio"}


def send_media_group(world: World, bot: Bot, parameters: Parameters) -> list[Json]:
    chat = write_chat(world, bot, parameters)
    items = _items(parameters)
    contents = [_content(world, parameters, item) for item in items]
    shared = reply_content(chat, parameters)
    thread_id = read_thread(chat, bot, parameters)
    for _ in contents:
        bot.pace.check(chat.id, world.seconds())
    group = {"media_group_id": str((chat.last_message_id + bot.last_message_id + 1) << 20)}
    return [post(world, bot, chat, shared | group | said, None, thread_id).body for said in contents]


def _items(parameters: Parameters) -> list[Json]:
    items = parameters.json("media", "can't parse media JSON object")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if not FEWEST <= len(items) <= MOST:
        raise bad_request(f"there must be {FEWEST}-{MOST} items in the media group")
    kinds = {item.get("type") if isinstance(item, dict) else None for item in items}
    if not kinds <= KINDS:
        raise bad_request("can't parse InputMedia: Wrong input media type specified")
    if len(kinds) > 1 and not kinds <= MIXABLE:
        raise bad_request("can't use the media of the specified type in the album")
    return items


def _content(world: World, parameters: Parameters, item: Json) -> Json:
    kind = item["type"]
    return {kind: given_media(world, kind, parameters, item.get("media"))} | caption_content(world, Parameters(item))


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {"sendmediagroup": send_media_group}
