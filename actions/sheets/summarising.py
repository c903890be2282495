"""Summaries in other languages: by whoever reads a record, changed by whoever knows better, removed by whose it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import Open
from actions.proposals.following import follow
from actions.search.wording import keep_found
from actions.sheets.keeping import keep_version, locked_sheet
from actions.sheets.refusals import OwnLanguage, SheetChanged
from store import sheets as store
from store.memberships import membership_of
from store.models import Person, Sheet, SheetSummary
from store.people import person_by_id
from texts.sheets.fields import kind_of
from texts.sheets.versions import field_of_summary


def do_sum_up(
    session: Session,
    person: Person,
    opened: Open,
    language: str,
    words: str,
    *,
    now: datetime,
    author_id: int | None = None,
) -> None:
    """Puts a summary in this language there; what stood there before is kept. author_id: whose words these are."""
    record = opened.record
    if language == record.language:
        raise OwnLanguage
    sheet = locked_sheet(session, record)
    author = (None if author_id is None else person_by_id(session, author_id)) or person
    present = store.summary_of(session, sheet.id, language)
    if present is not None and present.summary.text == words:
        return
    if present is not None:
        _keep(session, sheet, present.summary, person, now)
        summary = present.summary
    else:
        summary = SheetSummary(sheet_id=sheet.id, language=language)
        sheet.sequence += 1
    membership = membership_of(session, author.id, record.network_id)
    summary.text, summary.person_id, summary.written_at = words, author.id, now
    summary.city_id = None if membership is None else membership.city_id
    session.add(summary)
    keep_found(session, record)
    follow(session, record, now)
    _record(session, person, opened, "summary_written", language, now)


def do_remove_summary(
    session: Session, person: Person, tended: Open, language: str, *, sequence: int, now: datetime
) -> None:
    """The owner takes a summary away. Harmless when done twice.

    Raises SheetChanged when it is not the one that was seen.
    """
    sheet = locked_sheet(session, tended.record)
    present = store.summary_of(session, sheet.id, language)
    if present is None:
        return
    if sheet.sequence != sequence:
        raise SheetChanged
    _keep(session, sheet, present.summary, person, now)
    session.delete(present.summary)
    keep_found(session, tended.record)
    follow(session, tended.record, now)
    _record(session, person, tended, "summary_removed", language, now)


def _keep(session: Session, sheet: Sheet, summary: SheetSummary, by: Person, now: datetime) -> None:
    name, words = field_of_summary(summary.language), {"text": summary.text}
    keep_version(session, sheet, name, words, summary.language, author_id=summary.person_id, by=by, now=now)


def _record(session: Session, person: Person, opened: Open, deed: str, language: str, now: datetime) -> None:
    record = opened.record
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=record.network_id,
        subject=f"{kind_of(record)}:{record.id}",
        details={"language": language},
    )
