"""Queries of what people take with them out of a session."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Meeting, Takeaway


def takeaway_of(session: Session, meeting: Meeting, person_id: int) -> Takeaway | None:
    """The person's, also one that was withdrawn."""
    found = sa.select(Takeaway).where(
        Takeaway.meeting_id == meeting.id, Takeaway.person_id == person_id, Takeaway.noted_by.is_(None)
    )
    return session.scalar(found)


def noted_takeaway(session: Session, meeting: Meeting, city_id: int) -> Takeaway | None:
    """What is noted for a city, also when it was withdrawn."""
    found = sa.select(Takeaway).where(
        Takeaway.meeting_id == meeting.id, Takeaway.city_id == city_id, Takeaway.noted_by.is_not(None)
    )
    return session.scalar(found)


def has_written_itself(session: Session, meeting: Meeting, city_id: int) -> bool:
    """Whether one of the city's people has."""
    found = sa.select(Takeaway.id).where(
        Takeaway.meeting_id == meeting.id,
        Takeaway.city_id == city_id,
        Takeaway.noted_by.is_(None),
        Takeaway.withdrawn_at.is_(None),
    )
    return session.scalar(found.limit(1)) is not None


def takeaways_of(session: Session, meeting: Meeting) -> list[Takeaway]:
    """Those of a session, the first that was written first; without what was withdrawn."""
    found = sa.select(Takeaway).where(Takeaway.meeting_id == meeting.id, Takeaway.withdrawn_at.is_(None))
    return list(session.scalars(found.order_by(Takeaway.written_at, Takeaway.id)))


def takeaways_with_cities(session: Session, meeting: Meeting) -> list[tuple[Takeaway, City | None]]:
    """The same, each with the city of whoever wrote it."""
    found = (
        sa.select(Takeaway, City)
        .outerjoin(City, City.id == Takeaway.city_id)
        .where(Takeaway.meeting_id == meeting.id, Takeaway.withdrawn_at.is_(None))
        .order_by(Takeaway.written_at, Takeaway.id)
    )
    return [(takeaway, city) for takeaway, city in session.execute(found)]


def count_takeaways(session: Session, meeting: Meeting) -> int:
    """How many there are."""
    found = sa.select(sa.func.count()).where(Takeaway.meeting_id == meeting.id, Takeaway.withdrawn_at.is_(None))
    return session.scalar(found) or 0
