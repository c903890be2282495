"""Announcements by coordinators."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class AnnouncementState(StrEnum):
    """`sending`: its letters are in the outbox; `sent`: all of them have an outcome and the author was told."""

    PREVIEW = "preview"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


class MediaKind(StrEnum):
    """What may come with an announcement."""

    PHOTO = "photo"
    DOCUMENT = "document"


class Announcement(Row):
    """`text` is HTML made from the author's own formatting, already safe; `file_id` is Telegram's.

    expanded_until: the last person whose letter is in the outbox; None when all of them are
    reported: how many outcomes the author has been told of
    """

    __tablename__ = "announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    media: Mapped[MediaKind | None] = mapped_column(choice(MediaKind))
    file_id: Mapped[str | None] = mapped_column(String(256))
    state: Mapped[AnnouncementState] = mapped_column(choice(AnnouncementState), index=True)
    send_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    expanded_until: Mapped[int | None]
    reported: Mapped[int] = mapped_column(default=0)
    withdrawn_at: Mapped[datetime | None]


class AnnouncementNetwork(Row):
    """An announcement goes to one or several networks."""

    __tablename__ = "announcement_network"

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True, index=True)
