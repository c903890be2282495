"""Telegram's update, read with python-telegram-bot's types and freed of its shape."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import Chat as TelegramChat
from telegram import Message as TelegramMessage
from telegram import Update, User

from handlers.turn import Attachment, Incoming, InlineAsked, Place, Sender
from store.frozen import frozen
from store.models import AttachmentKind, ChatKind
from texts.message import Html

ANONYMOUS_ADMINISTRATOR = 1087968824  # @GroupAnonymousBot: proves no person and no role
FILES = ("photo", "document", "voice", "video", "audio", "animation", "sticker", "video_note")
OTHER_CONTENT = (
    *("location", "contact", "poll", "dice", "venue", "game", "story", "live_photo", "paid_media", "checklist"),
    *("giveaway", "giveaway_winners", "invoice", "successful_payment", "passport_data"),
)
# What Telegram itself says in a chat: nobody's words, and no answer to a question.
SERVICE = (
    *("new_chat_members", "left_chat_member", "chat_owner_left", "chat_owner_changed"),
    *("new_chat_title", "new_chat_photo", "delete_chat_photo"),
    *("group_chat_created", "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed"),
    *("migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "refunded_payment", "users_shared"),
    *("chat_shared", "gift", "unique_gift", "gift_upgrade_sent", "connected_website", "write_access_allowed"),
    *("proximity_alert_triggered", "boost_added", "chat_background_set"),
    *("checklist_tasks_done", "checklist_tasks_added", "direct_message_price_changed", "paid_message_price_changed"),
    *("forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"),
    *("general_forum_topic_hidden", "general_forum_topic_unhidden", "giveaway_created", "giveaway_completed"),
    *("managed_bot_created", "poll_option_added", "poll_option_deleted"),
    *("suggested_post_approved", "suggested_post_approval_failed", "suggested_post_declined"),
    *("suggested_post_paid", "suggested_post_refunded"),
    *("video_chat_scheduled", "video_chat_started", "video_chat_ended", "video_chat_participants_invited"),
    "web_app_data",
)


@frozen
class Read:
    """An update: what a person did in it, or None; and all of it, unless it is a press, which tells no more."""

    update_id: int
    came: Incoming | None
    update: Update | None = None
    inline: InlineAsked | None = None


def read(raw: dict[str, Any], bot_id: int) -> Read:
    """Reads what Telegram sent; raises where it has not the shape of an update."""
    if "callback_query" in raw:
        return Read(raw["update_id"], _pressed(raw["update_id"], raw["callback_query"]))
    if "inline_query" in raw:
        return Read(raw["update_id"], None, inline=_inline(raw["update_id"], raw["inline_query"]))
    cleaned: dict[str, Any] = _without_nul(raw)
    update = Update.de_json(cleaned, None)
    return Read(update.update_id, _written(update, bot_id), update)


def _inline(update_id: int, query: dict[str, Any]) -> InlineAsked:
    """Each keystroke is one: read as it came, too."""
    sender = _raw_sender(query["from"])
    return InlineAsked(update_id, query["id"], sender, _clean(query.get("query")), _clean(query.get("offset")))


def _raw_sender(sender: dict[str, Any]) -> Sender:
    return Sender(
        sender["id"],
        _clean(sender["first_name"]),
        _clean(sender.get("last_name")),
        _clean(sender.get("language_code")) or None,
    )


def _pressed(update_id: int, query: dict[str, Any]) -> Incoming | None:
    """A press, read as it came: presses are most of what comes, and little of them is needed."""
    pressed = query.get("message")
    if pressed is None:
        return None
    chat, answered = pressed["chat"], pressed.get("reply_to_message") or {}
    return Incoming(
        update_id=update_id,
        sender=_raw_sender(query["from"]),
        place=Place(chat["id"], ChatKind(chat["type"]), _clean(chat.get("title"))),
        message_id=pressed["message_id"],
        data=_clean(query.get("data")),
        callback_id=query["id"],
        pressed_text="text" in pressed,  # an inaccessible message has none
        answered_text=_clean(answered.get("text") or answered.get("caption")),
        answered_html=_formatted(_without_nul(answered)),
        answered_voice=_voice(answered.get("voice")),
    )


def _voice(note: dict[str, Any] | None) -> Attachment | None:
    if note is None:
        return None
    kind, size = AttachmentKind.VOICE.value, note.get("file_size") or 0
    return Attachment(kind, note["file_id"], size, note["file_unique_id"], duration=note["duration"])


def _formatted(answered: dict[str, Any]) -> Html:
    if "text" not in answered:
        return Html.escape(answered.get("caption") or "")
    return Html(TelegramMessage.de_json(answered, None).text_html)


def _clean(text: str | None) -> str:
    return (text or "").replace("\x00", "")


def _without_nul(value: Any) -> Any:
    """PostgreSQL has no place for this character, and nobody has a use for it."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {name: _without_nul(inner) for name, inner in value.items()}
    return [_without_nul(inner) for inner in value] if isinstance(value, list) else value


def _written(update: Update, bot_id: int) -> Incoming | None:
    message = update.effective_message
    if message is None or any(getattr(message, kind, None) for kind in SERVICE):
        return None
    if message.via_bot is None or message.via_bot.id != bot_id:
        return _message(update, message, bot_id)
    # A record that was found and put there: nobody's words, and in private no answer to a question.
    found = None if message.chat.type == TelegramChat.PRIVATE else _found_in(message)
    return None if found is None else replace(_message(update, message, bot_id), found=found)


def _found_in(message: TelegramMessage) -> str | None:
    """What its key opens; Telegram tells which result was chosen only to bots that ask for that of everybody."""
    keys = () if message.reply_markup is None else message.reply_markup.inline_keyboard
    links = (key.url.partition("?start=")[2] for row in keys for key in row if key.url)
    return next(filter(None, links), None)


def _message(update: Update, message: TelegramMessage, bot_id: int) -> Incoming:
    attachment = _attachment(message)
    answered = message.reply_to_message
    return Incoming(
        update_id=update.update_id,
        sender=_author(message),
        place=_place(message.chat),
        text=message.text or message.caption or "",
        html=Html(message.text_html if message.text else message.caption_html if message.caption else ""),
        attachment=attachment,
        message_id=message.message_id,
        reply_to=answered.message_id if answered and answered.from_user and answered.from_user.id == bot_id else None,
        edited=update.edited_message is not None or update.edited_channel_post is not None,
        album=message.media_group_id,
        date=int(message.date.timestamp()),
    )


def _author(message: TelegramMessage) -> Sender | None:
    user = message.from_user
    if user is None or user.id == ANONYMOUS_ADMINISTRATOR or message.sender_chat is not None:
        return None
    return _sender(user)


def _sender(user: User) -> Sender:
    return Sender(user.id, user.first_name, user.last_name or "", user.language_code)


def _place(chat: TelegramChat) -> Place:
    return Place(chat.id, ChatKind(chat.type), chat.title or "")


def _attachment(message: TelegramMessage) -> Attachment | None:
    for kind in FILES:
        file = getattr(message, kind)
        if file:
            return _file(kind, file[-1] if kind == "photo" else file)
    for kind in OTHER_CONTENT:
        if getattr(message, kind):
            return Attachment(kind, "")
    return None


def _file(kind: str, file: Any) -> Attachment:
    """Photos and voice notes have no name, photos and documents no duration."""
    lasts = getattr(file, "duration", 0)
    return Attachment(
        kind,
        file.file_id,
        file.file_size or 0,
        file.file_unique_id,
        getattr(file, "file_name", None) or "",
        int(lasts.total_seconds()) if isinstance(lasts, timedelta) else lasts,
    )
