"""Chats of Telegram that the bot may write to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class ChatKind(StrEnum):
    """Telegram's kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Chat(Row):
    """A private chat has the id of its person's Telegram account. `network_id`: connected groups and channels."""

    __tablename__ = "chat"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[ChatKind] = mapped_column(choice(ChatKind))
    title: Mapped[str] = mapped_column(String(256), default="")
    language: Mapped[str] = mapped_column(String(2), default="es")  # of a group: that of most cities of its network
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"), index=True)
    connected_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    unreachable_reason: Mapped[str] = mapped_column(String(256), default="")
