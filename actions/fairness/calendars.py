"""When a city works: its hours from Monday to Friday, but for the days on which it is closed."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.quiet_hours import SATURDAY
from actions.recurrence import to_utc
from store.frozen import frozen

OPENS_AT, CLOSES_AT = time(9), time(18)  # of a city that has said nothing else
DAWN, DUSK = time(7), time(22)  # outside of which nobody is expected at a session
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class CityCalendar:
    """A city by its id: its zone, its hours on the wall clock there, and the days off by name."""

    city_id: int
    zone: ZoneInfo
    days_off: Mapping[date, str] = field(default_factory=dict)
    opens_at: time = OPENS_AT
    closes_at: time = CLOSES_AT


@frozen
class Spans:
    """Spans of time in their order, none overlapping another: starts and ends in minutes since the epoch, and names.

    A span whose wall-clock end lies in an hour that is skipped or comes twice follows `actions.recurrence.to_utc`.
    """

    starts: list[int]
    ends: list[int]
    names: list[str]

    def shared(self, start: int, end: int) -> int:
        """How many minutes of [start, end) lie inside. Asked thousands of times in a search."""
        place = bisect_right(self.starts, start)
        shared = 0
        if place and self.ends[place - 1] > start:
            shared = min(end, self.ends[place - 1]) - start
        while place < len(self.starts) and self.starts[place] < end:
            shared += min(end, self.ends[place]) - self.starts[place]
            place += 1
        return shared

    def first_met(self, start: int, end: int) -> str | None:
        """The name of the first span that [start, end) meets."""
        place = max(bisect_right(self.starts, start) - 1, 0)
        while place < len(self.starts) and self.starts[place] < end:
            if self.ends[place] > start:
                return self.names[place]
            place += 1
        return None


def is_working_day(calendar: CityCalendar, day: date) -> bool:
    """Monday to Friday, and no day off."""
    return day.weekday() < SATURDAY and day not in calendar.days_off


def working_hours(calendar: CityCalendar, first: date, last: date) -> Spans:
    """Of the days from `first` to `last`."""
    days = (day for day in _days(first, last) if is_working_day(calendar, day))
    return _spans(calendar.zone, ((day, calendar.opens_at, day, calendar.closes_at, "") for day in days))


def waking_hours(calendar: CityCalendar, first: date, last: date) -> Spans:
    """Of every day: those in which people are up."""
    return _spans(calendar.zone, ((day, DAWN, day, DUSK, "") for day in _days(first, last)))


def closed_days(calendar: CityCalendar, first: date, last: date) -> Spans:
    """The days off, each from midnight to midnight, by name."""
    closed = (day for day in _days(first, last) if day in calendar.days_off)
    return _spans(calendar.zone, ((day, time(0), day + DAY, time(0), calendar.days_off[day]) for day in closed))


def minutes_since_epoch(at: datetime) -> int:
    """Of a moment, whose seconds do not count."""
    return (at - EPOCH) // MINUTE


def _days(first: date, last: date) -> Iterable[date]:
    return (first + DAY * number for number in range((last - first).days + 1))


def _spans(zone: ZoneInfo, walls: Iterable[tuple[date, time, date, time, str]]) -> Spans:
    found = Spans([], [], [])
    for start_day, start, end_day, end, name in walls:
        found.starts.append(minutes_since_epoch(to_utc(datetime.combine(start_day, start), zone)))
        found.ends.append(minutes_since_epoch(to_utc(datetime.combine(end_day, end), zone)))
        found.names.append(name)
    return found
