"""Records of sessions: their drafts to those who approve them, and the notes that follow their publication."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.records.drafting import send_draft
from actions.records.notes import plan_notes
from scheduler.tick import Tick
from store.moments import Earliest
from store.records import NEXT_DRAFT, NEXT_NOTE, drafts_due, notes_due

AT_ONCE = 10  # in one transaction


def enqueue(session: Session, now: datetime) -> int:
    """Gives how many records were looked at."""
    drafts, notes = drafts_due(session, now, AT_ONCE), notes_due(session, now, AT_ONCE)
    for record, meeting, network in drafts:
        send_draft(session, record, meeting, network, now=now)
    for record, meeting, network in notes:
        plan_notes(session, record, meeting, network, now=now)
    session.flush()
    return len(drafts) + len(notes)


TICK = Tick("records", enqueue, Earliest(NEXT_DRAFT, NEXT_NOTE))
