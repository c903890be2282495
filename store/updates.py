"""Updates that were done, and those set aside."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import FailedUpdate, UpdateSeen


def remember_update(session: Session, update_id: int, now: datetime) -> bool:
    """Marks an update as done, in its own transaction; False when it was done before."""
    return insert_new(session, UpdateSeen, {"update_id": update_id, "seen_at": now}, unique=["update_id"])


def set_aside(session: Session, update_id: int, body: dict[str, Any], error: str, now: datetime) -> None:
    """Keeps an update whose handler broke."""
    session.merge(FailedUpdate(update_id=update_id, failed_at=now, body=body, error=error, retried_at=None))


def failed_updates(session: Session) -> list[FailedUpdate]:
    """Those set aside and not yet retried, the oldest first."""
    waiting = sa.select(FailedUpdate).where(FailedUpdate.retried_at.is_(None))
    return list(session.scalars(waiting.order_by(FailedUpdate.failed_at)))


def number_set_aside(session: Session) -> int:
    """How many were set aside and not yet retried."""
    waiting = sa.select(sa.func.count()).select_from(FailedUpdate).where(FailedUpdate.retried_at.is_(None))
    return session.scalar(waiting) or 0
