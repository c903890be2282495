"""Those who prepare a session change its record by hand; two at once lose nothing, for each locks the record first."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.records.refusals import RecordChanged
from store.locking import lock
from store.models import Person, Record, RecordSection, Section


def seen_of(session: Session, record: Record, section: Section) -> str:
    """By which a question knows whether somebody else has changed a section since."""
    row = session.get(RecordSection, (record.id, section))
    changed = "" if row is None else row.changed_at.isoformat()
    return f"{record.version}-{changed}"


def do_write(
    session: Session, person: Person, record: Record, section: Section, words: str, *, seen: str, now: datetime
) -> None:
    """A section says this. Raises RecordChanged when it is another one than that which was `seen`."""
    lock(session, record)
    row = _row(session, person, record, section, now)
    if row.text == words and not row.is_left_out and row.version == record.version:
        return
    if seen_of(session, record, section) != seen:
        raise RecordChanged
    row.text, row.language, row.is_left_out = words, person.language, False
    _changed(session, person, record, row, now)


def do_leave_out(
    session: Session,
    person: Person,
    record: Record,
    section: Section,
    *,
    is_left_out: bool,
    sequence: int,
    now: datetime,
) -> None:
    """A section is not in the record, or is in it again."""
    lock(session, record)
    row = _row(session, person, record, section, now)
    if row.is_left_out == is_left_out and row.version == record.version and row in session:
        return
    _check(record, sequence)
    row.is_left_out = is_left_out
    _changed(session, person, record, row, now)


def do_collect(
    session: Session, person: Person, record: Record, section: Section, *, sequence: int, now: datetime
) -> None:
    """A section is what has been collected by now, not what was typed."""
    lock(session, record)
    row = _row(session, person, record, section, now)
    if not row.text and not row.is_left_out and row.version == record.version and row in session:
        return
    _check(record, sequence)
    row.text, row.is_left_out = "", False
    _changed(session, person, record, row, now)


def _row(session: Session, person: Person, record: Record, section: Section, now: datetime) -> RecordSection:
    """The section's; a new one is not in the store before it is changed."""
    row = session.get(RecordSection, (record.id, section))
    if row is not None:
        return row
    return RecordSection(
        record_id=record.id,
        section=section,
        person_id=person.id,
        text="",
        language=person.language,
        is_left_out=False,
        changed_at=now,
        version=record.version,
    )


def _check(record: Record, sequence: int) -> None:
    if record.sequence != sequence:
        raise RecordChanged


def _changed(session: Session, person: Person, record: Record, row: RecordSection, now: datetime) -> None:
    row.person_id, row.changed_at, row.version = person.id, now, record.version
    session.add(row)
    record.sequence += 1
    session.flush()
