"""Keeps the book of chats: who can be reached where, and which group belongs to which network."""

from datetime import datetime

from sqlalchemy.orm import Session

from store import chats as store
from store.models import ChatKind


def chat_shows_life(session: Session, chat_id: int, kind: ChatKind, title: str) -> None:
    """Something came from the chat: it can be written to. A stranger's private chat is not remembered."""
    if kind is ChatKind.PRIVATE and store.chat_by_id(session, chat_id) is None:
        return
    store.switch_on(store.meet_chat(session, chat_id, kind, title))


def chat_switched_off(session: Session, chat_id: int, kind: ChatKind, title: str, reason: str, now: datetime) -> None:
    """The bot was blocked or taken out."""
    if kind is ChatKind.PRIVATE and store.chat_by_id(session, chat_id) is None:
        return
    store.switch_off(store.meet_chat(session, chat_id, kind, title), reason, now)


def chat_moved(session: Session, old_id: int, new_id: int) -> None:
    """A group became a supergroup."""
    store.move_chat(session, old_id, new_id)
