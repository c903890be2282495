"""Telegram's refusals, sorted by what they mean for a letter. The sentences are the Bot API server's."""

import html
import re
from collections.abc import Callable
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.post.outcomes import Later, Moved, Outcome, Refused, Sent, Unknown, Unreachable
from bot.transport import NotSent, PerhapsSent
from store.files import with_words, words_of

Payload = dict[str, Any]

NOT_ALLOWED_IN = 60.0  # seconds: a token refused today may be right again after a slip of Telegram's
FLOOD_SECONDS = 3.0  # where Telegram does not say how long
UNAUTHORIZED = "unauthorized"
TOO_MANY = "too many requests"
TOO_LARGE = "request entity too large"

# What was asked for is so already.
DONE = ("message is not modified", "message to delete not found")

# It arrived, and an administrator's bot took it away before Telegram could show it: never again.
GONE_AT_ONCE = "immediately deleted"

# Nothing of ours arrives in this chat, whatever it is.
NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_id_invalid",
    "channel_invalid",
    "channel_private",
    "input_user_deactivated",
    "user_is_blocked",
    "user is deactivated",
    "group chat was deleted",
    "group chat was deactivated",
    "group is deactivated",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
    "have no rights to send a message",
    "have no write access to the chat",
    "not enough rights to send text messages",
    "not enough rights to send messages",
    "need administrator rights in the channel",
)

# The chat takes messages, only not of this kind.
NOT_OF_THIS_KIND = re.compile(
    r"not enough rights to (?!send (text )?messages)|chat_send_(?!plain)\w+_forbidden|\w+_messages_forbidden"
)

# The id of a file was another bot's, or has grown too old.
WRONG_FILE = ("wrong file identifier", "wrong remote file identifier", "wrong file_id", "file_reference_")

TAG = re.compile(r"<[^>]*>")
RETRY_AFTER = re.compile(r"retry after (\d+)")


def outcome_of(error: TelegramError, payload: Payload) -> Outcome:
    """The meaning of a failed call."""
    match error:
        case RetryAfter():
            return Later(error.retry_after.total_seconds(), is_flood=True)  # type: ignore[union-attr]
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Refused(error.message) if _is_of_a_kind(error.message) else Unreachable(error.message)
        case InvalidToken() if UNAUTHORIZED in error.message.lower():
            return Later(NOT_ALLOWED_IN, is_outage=True, reason="the token was refused")
        case InvalidToken():  # no such method, or a proxy that leads nowhere: refusing would lose all letters to a slip
            return Later(reason=f"not found there: {error.message}")
        case BadRequest():
            return _bad_request(error.message, payload)
        case NotSent():
            return Later(is_outage=True, reason=error.message)
        case PerhapsSent():
            return Unknown(error.message)
        case NetworkError():
            return _of_the_server(error.message)
    return Later(reason=error.message)


def _bad_request(message: str, payload: Payload) -> Outcome:
    if _says(message, DONE):
        return Sent(payload.get("message_id"))
    if _says(message, NOBODY_THERE) and not _is_of_a_kind(message):
        return Unreachable(message)
    return Refused(message)


def _is_of_a_kind(message: str) -> bool:
    return NOT_OF_THIS_KIND.search(message.lower()) is not None


def _of_the_server(message: str) -> Outcome:
    """5xx, and statuses that have no exception of their own."""
    lower = message.lower()
    if TOO_MANY in lower:  # a 429 without parameters; some say it in words
        told = RETRY_AFTER.search(lower)
        return Later(float(told[1]) if told else FLOOD_SECONDS, is_flood=True)
    if TOO_LARGE in lower or GONE_AT_ONCE in lower:
        return Refused(message)
    return Later(reason=message)


def is_wrong_file(outcome: Outcome | None) -> bool:
    """Whether a letter was refused for the id of a file in it."""
    return isinstance(outcome, Refused) and _says(outcome.reason, WRONG_FILE)


def repair(error: TelegramError, payload: Payload) -> tuple[Payload, str] | None:
    """The same letter without what Telegram could not take, and a remark on what was left out."""
    if not isinstance(error, BadRequest):
        return None
    for sentences, without, remark in REPAIRS:
        if _says(error.message, sentences):
            mended = without(payload)
            return None if mended == payload else (mended, f"{remark}: {error.message}")
    return None


def _as_plain_text(payload: Payload) -> Payload:
    """Without markup. The tags are taken out, what they stood around remains."""
    words = words_of(payload)
    plain = {name: value for name, value in words.items() if name not in ("parse_mode", "entities")}
    for name in ("text", "caption"):
        if isinstance(plain.get(name), str):
            plain[name] = html.unescape(TAG.sub("", plain[name]))
    return with_words(payload, plain)


def _in_the_main_chat(payload: Payload) -> Payload:
    return {name: value for name, value in payload.items() if name != "message_thread_id"}


def _as_no_reply(payload: Payload) -> Payload:
    return {name: value for name, value in payload.items() if name not in ("reply_parameters", "reply_to_message_id")}


REPAIRS: tuple[tuple[tuple[str, ...], Callable[[Payload], Payload], str], ...] = (
    (("can't parse entities", "can't find end tag", "entity_bounds_invalid"), _as_plain_text, "sent as plain text"),
    (("message thread not found", "topic_closed", "topic_deleted"), _in_the_main_chat, "sent outside the topic"),
    (("message to be replied not found", "reply message not found"), _as_no_reply, "sent as no reply"),
)


def _says(message: str, sentences: tuple[str, ...]) -> bool:
    lower = message.lower()
    return any(sentence in lower for sentence in sentences)
