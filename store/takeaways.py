"""Queries of what people take from a session."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Meeting, Takeaway


def takeaways_of(session: Session, meeting: Meeting) -> list[Takeaway]:
    """Those of a session, without what was withdrawn."""
    found = sa.select(Takeaway).where(Takeaway.meeting_id == meeting.id, Takeaway.withdrawn_at.is_(None))
    return list(session.scalars(found.order_by(Takeaway.written_at, Takeaway.id)))
