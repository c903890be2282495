"""The audit log: who did what, and never what somebody wrote."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from store.models import AuditEntry


def record(
    session: Session,
    *,
    now: datetime,
    deed: str,
    person_id: int | None = None,
    network_id: int | None = None,
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Adds an entry. `person_id` is None for the command line; `details` holds ids and numbers, no messages."""
    session.add(
        AuditEntry(
            at=now,
            person_id=person_id,
            network_id=network_id,
            deed=deed,
            subject=subject,
            details=details or {},
        )
    )
