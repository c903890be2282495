"""Records and notes as orders for the printer."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.records.files import asked_for
from actions.records.notes import is_wanted, note_of, translator_of_note
from reports.printing import Order, document
from store.models import Task
from texts.meetings.shown import Reader
from texts.records import note as note_texts
from texts.records import paper
from texts.records.telling import Shown


def record_order(shown: Shown, reader: Reader, *, is_draft: bool) -> Order:
    """The same for all readers of a language in one place."""
    return document("record", paper.record_values(reader, shown, is_draft=is_draft))


def asked_record(session: Session, task: Task, now: datetime) -> Order | None:
    """What somebody has asked for; None when they may not see it any more."""
    asked = asked_for(session, task, now)
    return None if asked is None else record_order(*asked, is_draft=task.details["is_draft"])


def planned_note(session: Session, task: Task, now: datetime) -> Order | None:
    """That for the superiors of a city; None when nobody is to get it any more."""
    del now
    note = note_of(session, task)
    if not is_wanted(note.meeting, note.network):
        return None
    return document("note", note_texts.values(translator_of_note(note.city, task.details["language"]), note))
