"""Queries of the audit log."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AuditEntry


def last_doer(session: Session, deed: str, subject: str) -> int | None:
    """The person who did it last, None when nobody did, or somebody on the command line."""
    found = sa.select(AuditEntry.person_id).where(AuditEntry.deed == deed, AuditEntry.subject == subject)
    return session.scalar(found.order_by(AuditEntry.id.desc()).limit(1))


def entries_of(
    session: Session,
    network_id: int,
    *,
    deeds: Collection[str] = (),
    person_id: int = 0,
    limit: int | None = None,
    offset: int = 0,
) -> list[AuditEntry]:
    """What was done in a network, newest first; of certain deeds, or by one person."""
    found = sa.select(AuditEntry).where(*_chosen(network_id, deeds, person_id))
    return list(session.scalars(found.order_by(AuditEntry.id.desc()).limit(limit).offset(offset)))


def count_entries(session: Session, network_id: int, *, deeds: Collection[str] = (), person_id: int = 0) -> int:
    """How many there are."""
    found = sa.select(sa.func.count()).select_from(AuditEntry).where(*_chosen(network_id, deeds, person_id))
    return session.scalar(found) or 0


def latest_entry(session: Session, network_id: int, deed: str, person_id: int, at: datetime) -> AuditEntry | None:
    """What somebody has just done at this very moment."""
    done = (
        AuditEntry.network_id == network_id,
        AuditEntry.deed == deed,
        AuditEntry.person_id == person_id,
        AuditEntry.at == at,
    )
    return session.scalar(sa.select(AuditEntry).where(*done).order_by(AuditEntry.id.desc()).limit(1))


def _chosen(network_id: int, deeds: Collection[str], person_id: int) -> list[sa.ColumnElement[bool]]:
    return [
        AuditEntry.network_id == network_id,
        *([AuditEntry.deed.in_(deeds)] if deeds else []),
        *([AuditEntry.person_id == person_id] if person_id else []),
    ]
