"""Albums: several files sent at once, each its own message of one group."""

from collections.abc import Callable
from typing import Any

from sandbox.access import write_chat
from sandbox.message import IN_ALBUMS, MIXABLE, MOST_IN_ALBUM
from sandbox.methods.sending import caption_content, given_media, post, read_thread, reply_content
from sandbox.parameters import Parameters
from sandbox.people import Bot
from sandbox.refusal import Refusal, bad_request
from sandbox.world import World

Json = dict[str, Any]
FAILED_AT_TELEGRAM = ("IMAGE_PROCESS_FAILED", "PHOTO_INVALID_DIMENSIONS", "failed to get HTTP URL content")


def send_media_group(world: World, bot: Bot, parameters: Parameters) -> list[Json]:
    """A single file is an ordinary message, in no group."""
    chat = write_chat(world, bot, parameters)
    items = _items(parameters)
    contents = [_content(world, parameters, item, place) for place, item in enumerate(items, start=1)]
    _check_mixture(items)
    shared = reply_content(chat, parameters)
    thread_id = read_thread(chat, bot, parameters)
    bot.pace.check(chat.id, world.seconds(), messages=len(contents))
    if len(contents) > 1:
        shared["media_group_id"] = world.next_group_id()
    return [post(world, bot, chat, shared | said, None, thread_id).body for said in contents]


def _items(parameters: Parameters) -> list[Json]:
    if not parameters.has("media"):
        raise bad_request('parameter "media" is required')
    items = parameters.json("media", "can't parse media JSON object")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    for item in items:
        _check_item(item)
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    return items


def _check_item(item: Any) -> None:
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if not isinstance(kind, str):
        raise bad_request("can't parse InputMedia: Can't find field \"type\"")
    if kind == "animation":
        raise bad_request(f"can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup")
    if kind not in IN_ALBUMS:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')


def _check_mixture(items: list[Json]) -> None:
    kinds = {item["type"] for item in items}
    for kind in sorted(kinds - MIXABLE):
        if len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")


def _content(world: World, parameters: Parameters, item: Json, place: int) -> Json:
    kind, given = item["type"], item.get("media")
    if not isinstance(given, str) or _is_missing(parameters, given):
        raise bad_request("can't parse InputMedia: media not found")
    said = caption_content(world, Parameters(item))
    try:
        return {kind: given_media(world, kind, parameters, given)} | said
    except Refusal as refusal:
        raise _refused_at(place, refusal) from None


def _is_missing(parameters: Parameters, given: str) -> bool:
    attached = given.removeprefix("attach://")
    return not given or (attached != given and parameters.upload(attached) is None)


def _refused_at(place: int, refusal: Refusal) -> Refusal:
    """What Telegram finds only when it sends the album names the file by its place."""
    reason = refusal.description.removeprefix("Bad Request: ")
    if reason not in FAILED_AT_TELEGRAM:
        return refusal
    named = reason[:1].upper() + reason[1:]
    return bad_request(f'failed to send message #{place} with the error message "{named}"')


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {"sendmediagroup": send_media_group}
