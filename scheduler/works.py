"""What each kind of task does."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from actions.records.files import send_file, tell_failure
from actions.records.notes import send_notes
from reports.records import asked_record, planned_note
from scheduler.tasks import Work
from store.models import Task, TaskKind


def _say_nothing(_session: Session, _task: Task, _now: datetime) -> None:
    """Nobody has asked for it, so nobody waits."""


WORKS: Mapping[TaskKind, Work] = {
    TaskKind.RECORD: Work(asked_record, send_file, tell_failure),
    TaskKind.NOTE: Work(planned_note, send_notes, _say_nothing),
}
