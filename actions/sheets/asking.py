"""The bot comes back for what is missing: five days after the first minute, three weeks later, and no more.

It is the message of the person's week, as attention has it: in a week that is spent, or has a digest, the digest asks.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from actions import attention
from actions.attention import WEEK, Outlook, Planned
from actions.recurrence import to_utc
from actions.sheets.filling import MOST_ASKED
from actions.sheets.keeping import questions_of
from actions.sheets.standing import asked_of, view_of_sheet
from store import sheets as store
from store.frozen import frozen
from store.models import Challenge, Kind, Network, Outcome, Person, Sheet
from store.sheets import Due, Grown
from texts.sheets import asking as texts
from texts.sheets.fields import FIELDS, Field, kind_of
from texts.translator import translator_of

SECOND_AFTER = timedelta(weeks=3)
MORNING = time(10)
DAY = timedelta(days=1)
OPEN = timedelta(days=21)  # as long a digest may still ask


def subject_of(sheet: Sheet) -> str:
    """Of these letters."""
    return f"sheet:{sheet.id}"


@frozen
class _Lacking:
    """A record in which something is missing, and who could say it."""

    sheet: Sheet
    record: Grown
    field: Field
    people: Sequence[Person]


def ask_all(session: Session, due: Sequence[Due], *, now: datetime) -> int:
    """One question to a person at a time, and none while a session is near. Gives how many are asked at once."""
    lacking = [found for sheet, network in due if (found := _lacking(session, sheet, network)) is not None]
    everybody = list({person.id: person for one in lacking for person in one.people}.values())
    outlooks = attention.outlooks_of(session, everybody, [now])
    planned: dict[int, Planned] = {}
    for one in lacking:
        free_at = {person.id: _free_at(person, outlooks[person.id], person.id in planned, now) for person in one.people}
        free = [person for person in one.people if free_at[person.id] <= now]
        if not free and free_at:
            one.sheet.ask_at = min(free_at.values())
            continue
        _note_asked(one, now)
        planned |= {person.id: _question(session, one, person, now) for person in free}
    return attention.plan_all(session, Kind.SHEET, list(planned.values()), now=now) if planned else 0


def _lacking(session: Session, sheet: Sheet, network: Network) -> _Lacking | None:
    sheet.ask_at = None
    record = store.record_of(session, sheet)
    field = next_field(session, sheet, record)
    if field is None or network.closed_at is not None or not waits(record):
        return None
    return _Lacking(sheet, record, field, [one for one in asked_of(session, record) if one.telegram_id is not None])


def _free_at(person: Person, outlook: Outlook, is_asked: bool, now: datetime) -> datetime:
    """Now; or in a week, who is asked about something else or pauses; or when the session is over that is near."""
    if is_asked or person.is_paused(now):
        return now + WEEK
    near_until = outlook.session_week_ends(now)
    if near_until is None:
        return now
    return to_utc(datetime.combine(near_until + DAY, MORNING), outlook.zone)


def _note_asked(one: _Lacking, now: datetime) -> None:
    sheet = one.sheet
    sheet.asked += 1
    sheet.asked_field = one.field.name
    sheet.ask_at = now + SECOND_AFTER if sheet.asked < MOST_ASKED else None


def next_field(session: Session, sheet: Sheet, record: Grown) -> Field | None:
    """What is most useful of what is missing; None: nothing is."""
    filled = store.values_of(session, sheet.id)
    return next((field for field in FIELDS[kind_of(record)] if field.name not in filled), None)


def waits(record: Grown) -> bool:
    """Whether it is still of use to know more."""
    is_solved = isinstance(record, Challenge) and record.outcome is Outcome.SOLVED
    return record.withdrawn_at is None and not is_solved


def _question(session: Session, one: _Lacking, person: Person, now: datetime) -> Planned:
    """Once for each time that the bot comes back."""
    sheet, at = one.sheet, attention.due_moment(Kind.SHEET, person.zone, now)
    return Planned(
        person,
        sheet.network_id,
        sheet.id,
        key=f"{questions_of(sheet)}{sheet.asked}:person:{person.id}",
        at=at,
        until=at + OPEN,
        message=lambda: texts.alone(
            translator_of(person), view_of_sheet(session, sheet, one.record, person), one.field
        ),
        subject=subject_of(sheet),
    )
