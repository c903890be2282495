"""Queries of what cities offer each other."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Meeting, Offer


def offers_in(session: Session, meeting: Meeting) -> list[Offer]:
    """Those of a session, without what was withdrawn."""
    found = sa.select(Offer).where(Offer.meeting_id == meeting.id, Offer.withdrawn_at.is_(None))
    return list(session.scalars(found.order_by(Offer.offered_at, Offer.id)))
