"""Telegram's refusals, sorted by what they mean for a letter. The sentences are the Bot API server's."""

import html
import re
from collections.abc import Callable
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.post.outcomes import Later, Moved, Outcome, Refused, Sent, Unknown, Unreachable
from bot.transport import NotSent, PerhapsSent

Payload = dict[str, Any]

NOT_ALLOWED_IN = 60.0  # seconds: a token refused today may be right again after a slip of Telegram's
UNAUTHORIZED = "unauthorized"

# What was asked for is so already.
DONE = ("message is not modified", "message to delete not found")

NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "input_user_deactivated",
    "group chat was deleted",
    "group chat was deactivated",
    "chat_write_forbidden",
    "chat_restricted",
    "have no rights to send a message",
    "not enough rights to send",
    "need administrator rights in the channel",
)

TAG = re.compile(r"<[^>]*>")


def outcome_of(error: TelegramError, payload: Payload) -> Outcome:
    """The meaning of a failed call."""
    match error:
        case RetryAfter():
            return Later(error.retry_after.total_seconds(), is_flood=True)  # type: ignore[union-attr]
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Unreachable(error.message)
        case InvalidToken() if UNAUTHORIZED in error.message.lower():
            return Later(NOT_ALLOWED_IN, is_outage=True, reason="the token was refused")
        case InvalidToken():
            return Refused(f"no such method: {error.message}")
        case BadRequest():
            return _bad_request(error.message, payload)
        case NotSent():
            return Later(is_outage=True, reason=error.message)
        case PerhapsSent():
            return Unknown(error.message)
    return Later(reason=error.message)


def _bad_request(message: str, payload: Payload) -> Outcome:
    if _says(message, DONE):
        return Sent(payload.get("message_id"))
    if _says(message, NOBODY_THERE):
        return Unreachable(message)
    return Refused(message)


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
    plain = {name: value for name, value in payload.items() if name not in ("parse_mode", "entities")}
    for name in ("text", "caption"):
        if isinstance(plain.get(name), str):
            plain[name] = html.unescape(TAG.sub("", plain[name]))
    return plain


def _in_the_main_chat(payload: Payload) -> Payload:
    return {name: value for name, value in payload.items() if name != "message_thread_id"}


REPAIRS: tuple[tuple[tuple[str, ...], Callable[[Payload], Payload], str], ...] = (
    (("can't parse entities", "can't find end tag"), _as_plain_text, "sent as plain text"),
    (("message thread not found", "topic_closed", "topic_deleted"), _in_the_main_chat, "sent outside the topic"),
)


def _says(message: str, sentences: tuple[str, ...]) -> bool:
    lower = message.lower()
    return any(sentence in lower for sentence in sentences)
