"""The hours that cities share in the days after their letters: in the working hours of each, on a holiday of none."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.fairness import CityCalendar, Scales
from actions.fairness.calendars import DAY
from actions.recurrence import to_utc

MINUTES = 60
STEP = timedelta(minutes=30)
FROM, TO = 2, 13  # days after the letters: enough to agree, and before they are asked whether they met
SUGGESTED = 3


def days_after(told_on: date) -> tuple[date, date]:
    """In which they may meet."""
    return told_on + FROM * DAY, told_on + TO * DAY


def free_hours(calendars: Sequence[CityCalendar], first: date, last: date) -> dict[datetime, frozenset[int]]:
    """By the moments of these days (UTC), every half hour: the cities for which an hour from then on is in theirs."""
    scales = Scales(calendars, first, last)
    begins = to_utc(datetime.combine(first, time()), ZoneInfo("UTC"))
    moments = (begins + STEP * number for number in range(((last - first).days + 1) * (DAY // STEP)))
    slots = (scales.measured(moment, MINUTES) for moment in moments)
    free = {slot.starts_at: frozenset(one.city_id for one in slot.burdens if not one.minutes) for slot in slots}
    return {moment: cities for moment, cities in free.items() if len(cities) > 1}


def suggested(hours: Sequence[datetime]) -> list[datetime]:
    """Three on different days, far apart, each in the middle of what they share that day."""
    by_day = defaultdict[date, list[datetime]](list)
    for moment in sorted(hours):
        by_day[moment.date()].append(moment)
    middles = [own[(len(own) - 1) // 2] for own in by_day.values()]
    places = {0, len(middles) // 2, len(middles) - 1} if len(middles) > SUGGESTED else range(len(middles))
    return [middles[place] for place in sorted(places)]
