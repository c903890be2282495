"""Queries of who was in a session."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Meeting, Presence


def cities_present(session: Session, meeting: Meeting) -> list[City]:
    """Those of which somebody was there, by name."""
    there = sa.select(Presence.city_id).where(Presence.meeting_id == meeting.id, Presence.was_there)
    return list(session.scalars(sa.select(City).where(City.id.in_(there)).order_by(City.name, City.slug)))
