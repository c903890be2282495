"""Networks, their cities, and archives of earlier editions."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class Network(Row):
    """A micro-network. The meeting rule is RFC 5545, kept as wall-clock time in `zone`.

    pairs_on_at: since when its cities may meet two by two between sessions; None: they do not
    paused_until: until when nothing of it comes to people by itself; None: it goes on
    exchange_at: when the clock has to look whether the map of needs, or pairs, are due; None: never
    """

    __tablename__ = "network"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(128))
    field: Mapped[str] = mapped_column(String(128))
    zone: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    rule: Mapped[str] = mapped_column(String(256))
    meeting_time: Mapped[time]
    meeting_minutes: Mapped[int]
    digest_weekday: Mapped[int]  # 0 is Monday
    digest_due_at: Mapped[datetime | None] = mapped_column(index=True)
    digest_in_group: Mapped[bool] = mapped_column(default=True, server_default=true())
    digest_preview_at: Mapped[datetime | None] = mapped_column(index=True)  # when its coordinators see what is to come
    digest_sent_until: Mapped[datetime | None]  # end of the last window that was sent, exclusive
    pairs_on_at: Mapped[datetime | None]
    exchange_at: Mapped[datetime | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]

    def is_paused(self, at: datetime) -> bool:
        """Whether nothing of it comes to people by itself then."""
        return self.paused_until is not None and self.paused_until > at


class NetworkCity(Row):
    """A city takes part in a network."""

    __tablename__ = "network_city"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), primary_key=True, index=True)


class Archive(Row):
    """What an earlier edition left behind."""

    __tablename__ = "archive"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(128))
    years: Mapped[str] = mapped_column(String(32))
    cities_count: Mapped[int]
    fields: Mapped[list[str]]
    summary: Mapped[str] = mapped_column(Text, default="")
