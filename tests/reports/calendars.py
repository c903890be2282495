"""Files of calendars as two programs read them that know nothing of one another."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

import vobject
from icalendar import Calendar

_numbers = count(1)


@dataclass(frozen=True)
class Entry:
    """One event; `begins` and `ends` in UTC."""

    uid: str
    sequence: int
    begins: datetime
    ends: datetime
    summary: str
    description: str
    location: str
    status: str


def read_calendar(text: str) -> Calendar:
    """The calendar as `icalendar` understands it, which complains of nothing."""
    calendar = Calendar.from_ical(text)
    assert isinstance(calendar, Calendar)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    return calendar


def read_with_icalendar(text: str) -> list[Entry]:
    """What it makes of the events."""
    return [
        Entry(
            uid=event.uid,
            sequence=event.sequence,
            begins=moment(event.DTSTART),
            ends=moment(event.DTEND),
            summary=event.summary or "",
            description=event.description or "",
            location=event.location or "",
            status=event.status or "",
        )
        for event in read_calendar(text).events
    ]


def moment(at: date | None) -> datetime:
    """In UTC."""
    assert isinstance(at, datetime)
    return at.astimezone(UTC)


def read_with_vobject(text: str) -> list[Entry]:
    """As `vobject` understands it; `validate` complains of what RFC 5545 does not allow."""
    calendar = vobject.readOne(text)
    assert calendar.validate(raiseException=True)
    return [
        Entry(
            uid=event.uid.value,
            sequence=int(event.sequence.value),
            begins=event.dtstart.value.astimezone(UTC),
            ends=event.dtend.value.astimezone(UTC),
            summary=event.summary.value,
            description=event.description.value,
            location=event.location.value,
            status=event.status.value,
        )
        for event in calendar.contents.get("vevent", [])
    ]


READERS = (read_with_icalendar, read_with_vobject)


def in_unknown_zone(text: str, key: str) -> str:
    """The same with a name of the zone that nobody knows: what its clocks do is then read in the file alone."""
    return text.replace(f"TZID:{key}", f"TZID:Own-{(number := next(_numbers))}").replace(
        f"TZID={key}", f"TZID=Own-{number}"
    )
