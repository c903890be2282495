"""Chats that the bot may write to."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight, insert_new, row_by_id
from store.models import Chat, ChatKind, Solution
from store.outbox import move_letters

IS_REACHABLE = sa.and_(Chat.id.is_not(None), Chat.unreachable_at.is_(None))  # of a chat that may not be there

_OF_NETWORK = (  # asked whenever something is told to a network: built once
    sa.select(Chat)
    .where(Chat.network_id == sa.bindparam("network_id"), Chat.unreachable_at.is_(None))
    .order_by(Chat.connected_at, Chat.id)
)
_OF_NETWORKS = (
    sa.select(Chat)
    .where(Chat.network_id.in_(sa.bindparam("network_ids", expanding=True)), Chat.unreachable_at.is_(None))
    .order_by(Chat.connected_at, Chat.id)
)


def chat_by_id(session: Session, chat_id: int) -> Chat | None:
    """The chat, if it has been met."""
    return row_by_id(session, Chat, chat_id)


def meet_chat(session: Session, chat_id: int, kind: ChatKind, title: str) -> Chat:
    """The chat's row, made when it is met for the first time."""
    values = {"id": chat_id, "kind": kind, "title": title, "language": "es", "unreachable_reason": ""}
    insert_new(session, Chat, values, unique=["id"])
    chat = row_by_id(session, Chat, chat_id)
    assert chat is not None  # noqa: S101 - inserted above
    chat.title = title or chat.title
    return chat


def switch_on(chat: Chat) -> None:
    """The chat shows life: letters may go there again."""
    chat.unreachable_at = None
    chat.unreachable_reason = ""


def switch_off(chat: Chat, reason: str, now: datetime) -> None:
    """Nobody can be reached there until the chat shows life."""
    chat.unreachable_at = now
    chat.unreachable_reason = reason


def network_chats(session: Session, network_id: int) -> list[Chat]:
    """The reachable groups and channels that are connected to a network."""
    return all_straight(session, _OF_NETWORK, {"network_id": network_id})


def chats_of_networks(session: Session, network_ids: Collection[int]) -> dict[int, list[Chat]]:
    """The same for several networks."""
    by_network: dict[int, list[Chat]] = {network_id: [] for network_id in network_ids}
    for chat in all_straight(session, _OF_NETWORKS, {"network_ids": list(network_ids)}) if network_ids else ():
        if chat.network_id is not None:
            by_network[chat.network_id].append(chat)
    return by_network


def chats_ever_connected(session: Session, network_id: int) -> list[Chat]:
    """All groups and channels that are connected to a network, also those that the bot was taken out of."""
    found = sa.select(Chat).where(Chat.network_id == network_id)
    return list(session.scalars(found.order_by(Chat.connected_at, Chat.id)))


def group_names(session: Session, network_id: int) -> list[str]:
    """What the groups of a network are called; channels are for reading only."""
    return [chat.title for chat in network_chats(session, network_id) if chat.kind is not ChatKind.CHANNEL]


def move_chat(session: Session, old_id: int, new_id: int) -> None:
    """A group became a supergroup: its id changes everywhere, in the transaction of the caller.

    Its messages are numbered anew: what names an old one by its number would mean another message from now on.
    """
    move_letters(session, old_id, new_id)
    replies = sa.update(Solution).where(Solution.chat_id == old_id)
    session.execute(replies.values(chat_id=new_id, message_id=None))
    old = row_by_id(session, Chat, old_id)
    if old is None:
        return
    new = meet_chat(session, new_id, ChatKind.SUPERGROUP, old.title)
    new.network_id, new.connected_at, new.language = old.network_id, old.connected_at, old.language
    session.delete(old)
