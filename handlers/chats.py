"""What happens to chats themselves: blocked, kicked, come back, become a supergroup."""

from datetime import datetime

from sqlalchemy.orm import Session
from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Update

from actions import chats as actions
from actions import groups
from store.models import ChatKind

AWAY = (ChatMember.LEFT, ChatMember.BANNED)


def note_changes(session: Session, update: Update, bot_id: int, now: datetime) -> None:
    """Books what an update tells of its chat, whatever else is done with it."""
    if update.my_chat_member is not None:
        _own_membership(session, update.my_chat_member, now)
        return
    message = update.message or update.channel_post
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        actions.chat_moved(session, message.chat_id, message.migrate_to_chat_id)
        return
    if message.migrate_from_chat_id is not None:
        actions.chat_moved(session, message.migrate_from_chat_id, message.chat_id)
        return
    if message.from_user is None or message.from_user.id != bot_id:
        actions.chat_shows_life(session, message.chat_id, ChatKind(message.chat.type), message.chat.title or "")


def _own_membership(session: Session, change: ChatMemberUpdated, now: datetime) -> None:
    chat = change.chat
    kind, title = ChatKind(chat.type), chat.title or ""
    was_there, is_there = (member.status not in AWAY for member in (change.old_chat_member, change.new_chat_member))
    if is_there:
        actions.chat_shows_life(session, chat.id, kind, title)
    else:
        reason = "blocked" if kind is ChatKind.PRIVATE else "removed"
        actions.chat_switched_off(session, chat.id, kind, title, reason, now)
    if kind is ChatKind.PRIVATE:
        return
    can_post = _can_post(kind, change.new_chat_member)
    if was_there and not is_there:
        groups.bot_was_removed(session, chat.id, kind, title, now)
    elif is_there and (not was_there or (can_post and not _can_post(kind, change.old_chat_member))):
        groups.bot_was_added(session, change.from_user.id, chat.id, kind, title, now, can_post=can_post)


def _can_post(kind: ChatKind, member: ChatMember) -> bool:
    """In a group everybody may write unless it is taken from them; in a channel only who was given the right."""
    if kind is ChatKind.CHANNEL:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    return not isinstance(member, ChatMemberRestricted) or member.can_send_messages
