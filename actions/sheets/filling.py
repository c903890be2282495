"""A record grows: fields are filled in and changed, and what they said before is kept."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit, challenges, experiences
from actions.access import Open, is_of_city
from actions.proposals.following import follow
from actions.search.wording import keep_found
from actions.sheets.keeping import keep_version, locked_sheet, stop_asking, take_back_questions
from actions.sheets.refusals import SheetChanged
from store import sheets as store
from store.memberships import city_by_id, membership_of
from store.models import Challenge, Person, Sheet, SheetValue
from store.sheets import Grown
from texts.sheets.fields import FIELDS, Field, Value, kind_of

MOST_ASKED = 2


def seen_of(value: SheetValue | None) -> str:
    """By which a question knows whether somebody else has filled in its field since."""
    return "" if value is None else value.changed_at.isoformat()


def do_fill(
    session: Session, person: Person, tended: Open, field: Field, value: Value, *, seen: str, now: datetime
) -> None:
    """Puts this into a field. Raises SheetChanged when it holds another value than that which was `seen` ("": none).

    Filling in what stands there already changes nothing.
    """
    record = tended.record
    sheet = locked_sheet(session, record)
    present = store.values_of(session, sheet.id).get(field.name)
    if present is not None and present.value == dict(value):
        return
    if seen_of(present) != seen:
        raise SheetChanged
    take_over(session, person, record, now)
    language = _language_of(session, person, record)
    if present is None:
        present = SheetValue(sheet_id=sheet.id, field=field.name)
        sheet.sequence += 1
    else:
        keep_version(
            session, sheet, field.name, present.value, present.language, author_id=present.person_id, by=person, now=now
        )
        record.edited_at = now
    present.value, present.language, present.person_id, present.changed_at = dict(value), language, person.id, now
    session.add(present)
    keep_found(session, record)
    follow(session, record, now)
    take_back_questions(session, sheet)
    if not _is_missing_something(session, sheet, record):
        stop_asking(session, sheet)
    _record(session, person, record, f"{kind_of(record)}_completed", field.name, now)


def do_silence(session: Session, tended: Open) -> None:
    """The bot does not come back any more for this record. Harmless when done twice."""
    sheet = locked_sheet(session, tended.record)
    sheet.asked = MOST_ASKED
    stop_asking(session, sheet)


def take_over(session: Session, person: Person, record: Grown, now: datetime) -> None:
    """What was noted for the person's city is theirs once they write in it."""
    if isinstance(record, Challenge):
        challenges.do_take_over(session, person, record, now)
    else:
        experiences.do_take_over(session, person, record, now)


def _language_of(session: Session, person: Person, record: Grown) -> str:
    """Of what coordination notes for a city: the city's own."""
    membership = membership_of(session, person.id, record.network_id)
    city = city_by_id(session, record.city_id)
    is_noting = record.noted_by is not None and not is_of_city(membership, record.city_id)
    return city.language if is_noting and city is not None else person.language


def _is_missing_something(session: Session, sheet: Sheet, record: Grown) -> bool:
    filled = store.values_of(session, sheet.id)
    return any(field.name not in filled for field in FIELDS[kind_of(record)])


def _record(session: Session, person: Person, record: Grown, deed: str, field: str, now: datetime) -> None:
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=person.id,
        network_id=record.network_id,
        subject=f"{kind_of(record)}:{record.id}",
        details={"field": field},
    )
