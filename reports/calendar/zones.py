"""What the clocks of a zone do, as VTIMEZONE.

Each change of the clock is an observance of its own, at the wall time that was shown before it, as RFC 5545 (3.6.5)
has it. (`icalendar.Timezone.from_tzinfo` gives the beginning of summer time by the clock that is shown after it, an
hour late.)
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

Regime = tuple[timedelta | None, timedelta | None, str | None]  # offset, how much of it is summer time, name


@lru_cache(maxsize=64)
def vtimezone(key: str, first_year: int, last_year: int) -> Timezone:
    """The zone with the changes of these years, and what held before them. To be read only: it is kept."""
    zone = ZoneInfo(key)
    since, until = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    timezone = Timezone()
    timezone.add("tzid", key)
    timezone.add_component(_observance(zone, since, since))
    for change in _changes(zone, since, until):
        timezone.add_component(_observance(zone, change - SECOND, change))
    return timezone


def _changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[datetime]:
    """The first second of each new regime, in UTC."""
    day = since
    while day < until:
        if _regime(zone, day) != _regime(zone, day + DAY):
            yield _change_within(zone, day, day + DAY)
        day += DAY


def _change_within(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    old = _regime(zone, before)
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        if _regime(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _regime(zone: ZoneInfo, at: datetime) -> Regime:
    there = at.astimezone(zone)
    return there.utcoffset(), there.dst(), there.tzname()


def _observance(zone: ZoneInfo, before: datetime, at: datetime) -> TimezoneStandard | TimezoneDaylight:
    offset_from, _, _ = _regime(zone, before)
    offset, summer, name = _regime(zone, at)
    observance = TimezoneDaylight() if summer else TimezoneStandard()
    observance.add("dtstart", at.replace(tzinfo=None) + (offset_from or timedelta()))
    observance.add("tzoffsetfrom", offset_from)
    observance.add("tzoffsetto", offset)
    observance.add("tzname", name)
    return observance
