"""Updates of Telegram: those already done, and those set aside."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row


class UpdateSeen(Row):
    """Inserted in the update's own transaction, so that an update which comes twice is done once."""

    __tablename__ = "update_seen"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class FailedUpdate(Row):
    """An update whose handler broke; kept for `microrredes failures`."""

    __tablename__ = "failed_update"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    failed_at: Mapped[datetime]
    body: Mapped[dict[str, Any]]
    error: Mapped[str] = mapped_column(Text)
    retried_at: Mapped[datetime | None]
