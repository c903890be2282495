"""A record's sheet from its first minute to its end, and what the record said before each change.

Challenges and experiences call this, so nothing here knows how they are shown.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from store import sheets as store
from store.attention import let_go_of
from store.locking import lock
from store.models import Kind, Person, Sheet, SheetVersion
from store.sheets import Grown
from texts.sheets.fields import Value

FIRST_AFTER = timedelta(days=5)


def begin(session: Session, record: Grown, now: datetime) -> None:
    """Somebody has shared something: the bot comes back for what is missing."""
    store.begin_sheet(session, record, now + FIRST_AFTER)


def locked_sheet(session: Session, record: Grown) -> Sheet:
    """The record's, which nobody else changes until this unit ends, as nobody changes the record."""
    lock(session, record)
    sheet = store.sheet_of(session, record)
    if sheet is None:
        sheet = _new(session, record)
        session.flush()
    else:
        session.refresh(sheet)
    return sheet


def keep_version(
    session: Session,
    sheet: Sheet,
    field: str,
    value: Value,
    language: str,
    *,
    author_id: int | None,
    by: Person,
    now: datetime,
) -> None:
    """What is said no more from now on."""
    session.add(
        SheetVersion(
            sheet_id=sheet.id,
            field=field,
            value=dict(value),
            language=language,
            author_id=author_id,
            person_id=by.id,
            changed_at=now,
        )
    )
    sheet.sequence += 1
    session.flush()


def keep_part(session: Session, record: Grown, part: str, by: Person, now: datetime) -> None:
    """The words of a part of the first visit, before others are put there."""
    sheet = locked_sheet(session, record)
    words = {"text": getattr(record, part)}
    keep_version(session, sheet, part, words, record.language, author_id=record.person_id, by=by, now=now)


def stop_asking(session: Session, sheet: Sheet) -> None:
    """There is nothing to ask any more: what was on its way is taken back."""
    sheet.ask_at = None
    take_back_questions(session, sheet)


def take_back_questions(session: Session, sheet: Sheet) -> None:
    """What is still to be sent, and what a digest would have asked."""
    letters.withdraw(session, questions_of(sheet))
    let_go_of(session, Kind.SHEET, sheet.id)


def questions_of(sheet: Sheet) -> str:
    """What the keys of the letters begin with that ask about a record."""
    return f"sheet:{sheet.id}:ask:"


def pass_on(session: Session, record: Grown) -> None:
    """It is somebody else's from now on: what was on its way to who had it is taken back."""
    sheet = store.sheet_of(session, record)
    if sheet is not None:
        take_back_questions(session, sheet)


def end(session: Session, record: Grown) -> None:
    """The record was withdrawn: nothing is asked, and what it said before goes."""
    sheet = store.sheet_of(session, record)
    if sheet is not None:
        stop_asking(session, sheet)
        for what in ("contact", "answer"):  # a question about it, or its answer, that waits for the morning
            letters.withdraw(session, f"sheet:{sheet.id}:{what}:")
        store.forget_versions(session, sheet.id)


def rest(session: Session, record: Grown) -> None:
    """A challenge was solved: what is missing is not asked for."""
    sheet = store.sheet_of(session, record)
    if sheet is not None:
        stop_asking(session, sheet)


def _new(session: Session, record: Grown) -> Sheet:
    noun = f"{type(record).__tablename__}_id"
    sheet = Sheet(network_id=record.network_id, sequence=0, asked=0, asked_field="", **{noun: record.id})
    session.add(sheet)
    return sheet
