"""Announcements that people have kept to begin others with."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import Announcement, AnnouncementTemplate


def templates_of(session: Session, person_id: int) -> Sequence[AnnouncementTemplate]:
    """What the person has kept, the latest first."""
    found = sa.select(AnnouncementTemplate).where(AnnouncementTemplate.person_id == person_id)
    return session.scalars(found.order_by(AnnouncementTemplate.kept_at.desc(), AnnouncementTemplate.id.desc())).all()


def keep_as_template(session: Session, announcement: Announcement, language: str, now: datetime) -> bool:
    """Keeps its words and files as they are now; what was kept of it before is replaced. True when nothing was."""
    words = {
        "text": announcement.text,
        "files": announcement.files,
        "language": language,
        "translations": announcement.translations,
        "kept_at": now,
    }
    of_it = {"person_id": announcement.person_id, "announcement_id": announcement.id}
    if insert_new(session, AnnouncementTemplate, of_it | words, unique=["announcement_id"]):
        return True
    of_this = sa.update(AnnouncementTemplate).where(AnnouncementTemplate.announcement_id == announcement.id)
    session.execute(of_this.values(words).execution_options(synchronize_session=False))
    return False


def forget_template(session: Session, template: AnnouncementTemplate) -> None:
    """It is there no more."""
    session.delete(template)
    session.flush()
