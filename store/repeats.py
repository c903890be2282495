"""Announcements that go out again and again, and what has gone out of them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import Announcement, AnnouncementRepeat, AnnouncementRound

NEXT_ROUND = sa.select(sa.func.min(AnnouncementRepeat.due_at)).where(AnnouncementRepeat.due_at.is_not(None))


def repeat_of(session: Session, announcement_id: int) -> AnnouncementRepeat | None:
    """How an announcement goes out again, as long as it does. Whoever changes it holds the announcement."""
    repeat = session.get(AnnouncementRepeat, announcement_id, populate_existing=True)
    return repeat if repeat is not None and repeat.due_at is not None else None


def repeats_of(session: Session, person_id: int) -> list[Announcement]:
    """Those of the person that go out again, the next one first."""
    found = (
        sa.select(Announcement)
        .join(AnnouncementRepeat, AnnouncementRepeat.announcement_id == Announcement.id)
        .where(Announcement.person_id == person_id, AnnouncementRepeat.due_at.is_not(None))
    )
    return list(session.scalars(found.order_by(AnnouncementRepeat.due_at, Announcement.id)))


def repeats_due(session: Session, now: datetime, limit: int) -> list[int]:
    """The announcements of which another one is to go out, or to be looked for."""
    due = sa.select(AnnouncementRepeat.announcement_id).where(AnnouncementRepeat.due_at <= now)
    return list(session.scalars(due.order_by(AnnouncementRepeat.due_at).limit(limit)))


def stop(session: Session, announcement_id: int) -> bool:
    """Nothing more goes out of it by itself; False when nothing did anyway."""
    repeat = repeat_of(session, announcement_id)
    if repeat is None:
        return False
    repeat.due_at = None
    session.flush()
    return True


def take_occasion(session: Session, announcement_id: int, occasion: str) -> AnnouncementRound | None:
    """For whoever makes the announcement for this occasion; None when somebody has."""
    of_it = {"announcement_id": announcement_id, "occasion": occasion}
    if not insert_new(session, AnnouncementRound, of_it, unique=["announcement_id", "occasion"]):
        return None
    return session.get_one(AnnouncementRound, (announcement_id, occasion))
