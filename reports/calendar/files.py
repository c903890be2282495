"""A session as a file that calendars take: the same entry for ever, each change with a higher SEQUENCE."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vUri
from icalendar.timezone import tzid_from_tzinfo

from reports.calendar.zones import vtimezone
from store.models import Meeting, Network
from texts.calendar import entry as texts
from texts.translator import Translator

PRODUCT = "-//Microrredes//Microrredes//ES"
YEARS_AROUND = 1  # of the changes of the clock that are told with a date
WHITE = "\n\t"
UTC_ID = "UTC"


def session_file(t: Translator, meeting: Meeting, network: Network, now: datetime) -> str:
    """One session, to be opened on a phone; of a cancelled one the file takes the entry away again."""
    calendar = empty_calendar()
    calendar.add("method", "PUBLISH" if meeting.cancelled_at is None else "CANCEL")
    event = entry(t, meeting, network, stamp=now)
    fill(calendar, [(meeting, network)], [event])
    return written(calendar)


def entry(t: Translator, meeting: Meeting, network: Network, *, stamp: datetime) -> Event:
    """The VEVENT. `stamp`: when it was written down."""
    zone = ZoneInfo(network.zone)
    is_cancelled = meeting.cancelled_at is not None
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", meeting.revision)
    if meeting.revised_at is not None:
        event.add("last-modified", meeting.revised_at.astimezone(UTC))
    event.add("dtstart", _on_clock(meeting.starts_at, zone))
    event.add("dtend", _on_clock(meeting.starts_at + timedelta(minutes=meeting.minutes), zone))
    event.add("summary", clean(texts.summary(t, meeting, network)))
    event.add("description", clean(texts.description(t, meeting, network)))
    event.add("location", clean(texts.location(t, meeting)))
    if meeting.link.isascii() and clean(meeting.link):
        event.add("url", vUri(clean(meeting.link)))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    return event


def _on_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """The moment on the network's clock; in UTC where that shows an hour for the second time, which no file can say."""
    there = at.astimezone(zone)
    return at.astimezone(UTC) if there.fold else there


def written(calendar: Calendar) -> str:
    """As it stands in a file: lines end in CRLF and are folded at 75 octets."""
    content: bytes = calendar.to_ical()
    return content.decode()


def clean(text: str) -> str:
    """Without the control characters that RFC 5545 leaves out of texts."""
    return "".join(each for each in text if each in WHITE or unicodedata.category(each) != "Cc")


def empty_calendar() -> Calendar:
    """What every one of ours says of itself."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def fill(calendar: Calendar, sessions: Sequence[tuple[Meeting, Network]], events: Iterable[Event]) -> None:
    """The events, after the zones that they name. Of UTC nothing needs to be said."""
    years: dict[str, list[int]] = {}
    for meeting, network in sessions:
        if tzid_from_tzinfo(ZoneInfo(network.zone)) != UTC_ID:
            years.setdefault(network.zone, []).append(meeting.starts_at.year)
    for key in sorted(years):
        calendar.add_component(vtimezone(key, min(years[key]) - YEARS_AROUND, max(years[key]) + YEARS_AROUND))
    for event in events:
        calendar.add_component(event)
