"""Finds the dates that ask least, and least of those who have given most."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.fairness.calendars import DAY, CityCalendar
from actions.fairness.weighing import Scales, Slot
from actions.quiet_hours import SATURDAY
from actions.recurrence import to_utc
from store.frozen import frozen

STEP = timedelta(minutes=30)


@frozen
class Search:
    """Where to look: every half hour of the weekdays from `first` to `last` on the wall clocks of `zone`.

    wished: the moment that would be best if it cost nothing more than others; it says also how the clocks stand
    taken: days on which nothing more fits
    so_far: the minutes that each city bore, by id
    after: nothing that is not later than it is found
    """

    first: date
    last: date
    zone: ZoneInfo
    minutes: int
    wished: datetime
    after: datetime
    taken: Collection[date] = ()
    so_far: Mapping[int, int] = field(default_factory=dict)


def find_slots(calendars: Sequence[CityCalendar], search: Search) -> list[Slot]:
    """One for each day, the fairest first: few cities closed or asleep, then what weighs least, then the nearest.

    An hour that clocks skip is found once, as the one to which it moves; of one that comes twice, the first.
    """
    scales = Scales(calendars, search.first, search.last, usual=search.wished)
    hour = search.wished.astimezone(search.zone).time()
    best = [_best(scales, search, day, hour) for day in _days(search)]
    found = [scales.marked(slot) for slot in best if slot is not None]
    return sorted(found, key=lambda slot: _order(slot, search, search.wished))


def _days(search: Search) -> list[date]:
    days = (search.first + DAY * number for number in range((search.last - search.first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY and day not in search.taken]


def _best(scales: Scales, search: Search, day: date, hour: time) -> Slot | None:
    """The fairest of a day; among equals the one next to the usual hour."""
    walls = (datetime.combine(day, time.min) + STEP * number for number in range(DAY // STEP))
    starts = dict.fromkeys(to_utc(wall, search.zone) for wall in walls)
    slots = [scales.measured(start, search.minutes) for start in starts if start > search.after]
    usual = to_utc(datetime.combine(day, hour), search.zone)
    return min(slots, key=lambda slot: _order(slot, search, usual), default=None)


def _order(slot: Slot, search: Search, wished: datetime) -> tuple[int, int, timedelta, datetime]:
    return slot.missed, slot.weight(search.so_far), abs(slot.starts_at - wished), slot.starts_at
