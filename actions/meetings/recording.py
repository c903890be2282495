"""What people did with meetings, in the audit log."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions import audit
from actions.meetings.showing import subject_of
from store.models import Meeting, Person


def record(
    session: Session, person: Person, meeting: Meeting, deed: str, now: datetime, details: dict[str, Any] | None = None
) -> None:
    """The deed, of a meeting that has its id."""
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=meeting.network_id,
        subject=subject_of(meeting),
        details=details,
    )
