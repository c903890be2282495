"""When people may be written to without being asked: weekdays from eight to eight, on their own clocks."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.recurrence import to_utc

MORNING = time(8)
EVENING = time(20)
SATURDAY = 5


def is_quiet(at: datetime, zone: ZoneInfo, *, weekends: bool = True) -> bool:
    """Whether `at` lies in quiet hours; `weekends`: whether all of Saturday and Sunday does."""
    wall = at.astimezone(zone)
    return (weekends and wall.weekday() >= SATURDAY) or not MORNING <= wall.time() < EVENING


def next_waking(at: datetime, zone: ZoneInfo, *, weekends: bool = True) -> datetime:
    """The first moment from `at` on that lies outside of quiet hours."""
    if not is_quiet(at, zone, weekends=weekends):
        return at
    day = at.astimezone(zone).date()
    while True:
        morning = to_utc(datetime.combine(day, MORNING), zone)
        if morning > at and not is_quiet(morning, zone, weekends=weekends):
            return morning
        day += timedelta(days=1)


def waking(at: datetime, zone: ZoneInfo, hour: time) -> datetime:
    """`at`, or when that is quiet the next working day at `hour`."""
    if not is_quiet(at, zone):
        return at
    return to_utc(datetime.combine(next_waking(at, zone).astimezone(zone).date(), hour), zone)
