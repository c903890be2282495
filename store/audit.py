"""Queries of the audit log."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AuditEntry


def last_doer(session: Session, deed: str, subject: str) -> int | None:
    """The person who did it last, None when nobody did, or somebody on the command line."""
    found = sa.select(AuditEntry.person_id).where(AuditEntry.deed == deed, AuditEntry.subject == subject)
    return session.scalar(found.order_by(AuditEntry.id.desc()).limit(1))
