"""Letters about one thing that are held back for a while, and let go again.

Pausing is one row, which whoever leases letters reads: nothing of the subject goes out from that commit on, however
many letters wait and whoever delivers. They are set aside as their turn comes, so that they are in nobody's way.
"""

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import Letter, LetterState, Pause


def pause(session: Session, subject: str, now: datetime) -> None:
    """Holds back what waits and what will be put in the outbox; harmless when done twice."""
    insert_new(session, Pause, {"subject": subject, "since": now}, unique=["subject"])


def go_on(session: Session, subject: str) -> None:
    """Holds nothing back any more; what was set aside is let go by `let_go_of_page`."""
    session.execute(sa.delete(Pause).where(Pause.subject == subject))


def let_go_of_page(session: Session, subject: str, limit: int, now: datetime, stale_at: datetime) -> int:
    """Puts letters that were set aside into the order of those that wait; gives their number."""
    page = sa.select(Letter.id).where(Letter.subject == subject, Letter.state == LetterState.PAUSED)
    change = (
        sa.update(Letter)
        .where(Letter.id.in_(page.order_by(Letter.id).limit(limit)))
        .values(state=LetterState.WAITING, due_at=now, stale_at=stale_at)
        .execution_options(synchronize_session=False)
    )
    return cast(sa.CursorResult[Any], session.execute(change)).rowcount
