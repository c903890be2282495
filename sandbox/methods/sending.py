"""The methods that send: one way for all, a table for what differs."""

from collections.abc import Callable
from typing import Any

from sandbox.access import write_chat
from sandbox.call import Upload
from sandbox.entities import written_caption, written_text
from sandbox.markup import read_markup
from sandbox.message import Message
from sandbox.parameters import Parameters, known, whole_number
from sandbox.people import Bot, Chat
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]
Content = Callable[[World, Parameters], Json]
PREVIEW_OPTIONS = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")
MEDIA_KINDS = ("photo", "document", "voice", "video", "audio", "animation", "sticker", "video_note")


def send(world: World, bot: Bot, parameters: Parameters, content: Content) -> Json:
    """Check, take a slot of the pace, keep, show."""
    chat = write_chat(world, bot, parameters)
    said = content(world, parameters)
    markup = read_markup(parameters)
    thread_id = read_thread(chat, bot, parameters)
    said |= reply_content(chat, parameters)
    said |= options_content(parameters)
    bot.pace.check(chat.id, world.seconds())
    return post(world, bot, chat, said, markup, thread_id).body


def post(world: World, bot: Bot, chat: Chat, said: Json, markup: Json | None, thread_id: int | None = None) -> Message:
    """Keep what a bot says; only inline keyboards belong to the message, the others to the chat."""
    if markup and "inline_keyboard" in markup:
        said["reply_markup"] = markup
    elif markup:
        chat.reply_keyboard = None if markup.get("remove_keyboard") else markup
    message = world.add_message(chat, bot, said, thread_id=thread_id)
    if len(world.bots) > 1 and chat.is_broadcast:
        world.tell_bots(chat, message)
    return message


def read_thread(chat: Chat, bot: Bot, parameters: Parameters) -> int | None:
    """The topic written to, None for the main chat."""
    thread_id = parameters.integer("message_thread_id")
    if thread_id <= 0:
        return None
    if thread_id not in chat.topics:
        raise bad_request("message thread not found")
    if chat.topics[thread_id].is_closed and not chat.status(bot.id).administers:
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def reply_content(chat: Chat, parameters: Parameters) -> Json:
    """`reply_to_message`, from reply_parameters or the older reply_to_message_id."""
    if not parameters.has("reply_parameters"):
        number, lenient = parameters.integer("reply_to_message_id"), parameters.flag("allow_sending_without_reply")
    else:
        given = parameters.object("reply_parameters", "can't parse reply parameters JSON object") or {}
        if "message_id" not in given:
            raise bad_request("can't parse ReplyParameters: Can't find field \"message_id\"")
        number = whole_number(given["message_id"], 'can\'t parse ReplyParameters: Field "message_id" must be a Number')
        lenient = bool(given.get("allow_sending_without_reply"))
    if number == 0:
        return {}
    if number in chat.messages:
        return {"reply_to_message": chat.messages[number].without_reply()}
    if lenient:
        return {}
    raise bad_request("message to be replied not found")


def options_content(parameters: Parameters) -> Json:
    """What a message shows of how it was sent."""
    shown: Json = {}
    if parameters.has("link_preview_options"):
        given = parameters.object("link_preview_options", "can't parse link preview options JSON object")
        if options := known(PREVIEW_OPTIONS, given or {}):
            shown["link_preview_options"] = options
    if parameters.flag("protect_content"):
        shown["has_protected_content"] = True
    return shown


def text_content(world: World, parameters: Parameters) -> Json:
    text, entities = written_text(parameters, world.seconds())
    found = world.known_entities(entities)
    return {"text": text, "entities": found} if found else {"text": text}


def media_content(kind: str) -> Content:
    def content(world: World, parameters: Parameters) -> Json:
        said = {kind: given_media(world, kind, parameters, parameters.received.get(kind))}
        if kind == "animation":
            said["document"] = said[kind]
        if kind in ("sticker", "video_note"):
            return said
        return said | caption_content(world, parameters)

    return content


def given_media(world: World, kind: str, parameters: Parameters, given: Any) -> Any:
    """A file that came along, by `attach://`, or one sent before by its id."""
    if isinstance(given, str) and given.startswith("attach://"):
        given = parameters.upload(given.removeprefix("attach://"))
    if not isinstance(given, str | Upload) or not given:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if not isinstance(given, str):
        return world.files.media(kind, given)
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return world.files.known_media(kind, given)


def caption_content(world: World, parameters: Parameters) -> Json:
    caption, entities = written_caption(parameters, world.seconds())
    said: Json = {"caption": caption} if caption else {}
    if found := world.known_entities(entities):
        said["caption_entities"] = found
    for flag in ("show_caption_above_media", "has_media_spoiler"):
        if parameters.flag(flag.replace("has_media_spoiler", "has_spoiler")):
            said[flag] = True
    return said


def sender(content: Content) -> Callable[[World, Bot, Parameters], Json]:
    return lambda world, bot, parameters: send(world, bot, parameters, content)


METHODS: dict[str, Callable[[World, Bot, Parameters], Any]] = {
    "sendmessage": sender(text_content),
    **{f"send{kind.replace('_', '')}": sender(media_content(kind)) for kind in MEDIA_KINDS},
}
