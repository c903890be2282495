"""People: those who have consented to be in the store."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice
from store.models.partial import index_of_some


class DigestWish(StrEnum):
    """Where a person wants the weekly digest."""

    PRIVATE = "private"
    NONE = "none"


class Person(Row):
    """Somebody who takes part. `telegram_id` is None after erasure; the row stays so that lessons keep a city.

    digest_weekday: 0 is Monday; None: the day of each network. digest_hour: on their own clocks
    digest_is_monthly: it comes once a month instead of each week
    day_before, minutes_before: when they are reminded of a session they come to; 0 minutes: not on its day
    """

    __tablename__ = "person"
    __table_args__ = (index_of_some("ix_person_kept", "kept_until", "consented_at", where="erased_at IS NULL"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    name: Mapped[str] = mapped_column(String(128))
    post: Mapped[str] = mapped_column(String(128), default="")
    language: Mapped[str] = mapped_column(String(2))
    country: Mapped[str] = mapped_column(String(2), default="")  # of the city: chooses es-AR or es-ES formats
    zone: Mapped[str] = mapped_column(String(64))
    digest: Mapped[DigestWish] = mapped_column(choice(DigestWish), default=DigestWish.PRIVATE)
    digest_weekday: Mapped[int | None]
    digest_hour: Mapped[int] = mapped_column(default=9, server_default="9")
    digest_is_monthly: Mapped[bool] = mapped_column(default=False, server_default=false())
    paused_until: Mapped[datetime | None]
    day_before: Mapped[bool] = mapped_column(default=True, server_default=true())
    minutes_before: Mapped[int] = mapped_column(default=60, server_default="60")
    consented_at: Mapped[datetime]
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    kept_until: Mapped[datetime | None]  # at the least, as it looked the last time; None: nobody has looked yet

    def is_paused(self, at: datetime) -> bool:
        """Whether the person is on a break then: what asks does not come."""
        return self.paused_until is not None and self.paused_until > at
