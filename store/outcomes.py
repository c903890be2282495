"""Queries of how challenges stand: of which is to be asked."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Challenge

NEXT_OUTCOME = sa.select(sa.func.min(Challenge.check_at)).where(Challenge.check_at.is_not(None))


def outcomes_due(session: Session, now: datetime, limit: int) -> list[Challenge]:
    """Those whose moment to be asked about has come; taken, where several look at once, by one."""
    due = sa.select(Challenge).where(Challenge.check_at <= now).order_by(Challenge.check_at, Challenge.id).limit(limit)
    return list(session.scalars(due.with_for_update(skip_locked=True)))
