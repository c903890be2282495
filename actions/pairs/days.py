"""On which days something is due with the pairs of a network: on its own clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.recurrence import to_utc
from store.models import Meeting, Network

AT = time(10)
DAY = timedelta(days=1)
AFTER_SESSION = timedelta(days=7)
BEFORE_NEXT = timedelta(days=10)  # later than that, nobody would find a date before they all meet again
ASKED_AFTER = timedelta(days=10)
AGAIN_AFTER = timedelta(days=7)  # whose week was spent is asked a week later
OPEN = timedelta(days=14)  # as long a digest may still ask whether they met
LATEST = timedelta(days=45)  # after that nobody is asked any more
TUESDAY, FRIDAY = 1, 4  # so that the day before is a working day, too


def today_in(network: Network, now: datetime) -> date:
    """The network's day."""
    return now.astimezone(ZoneInfo(network.zone)).date()


def ten_on(network: Network, day: date) -> datetime:
    """When the clock looks that day."""
    return to_utc(datetime.combine(day, AT), ZoneInfo(network.zone))


def first_day(network: Network, session: Meeting) -> date:
    """The first on which the pairs after a session may be told."""
    return next_telling_day(today_in(network, session.starts_at) + AFTER_SESSION)


def last_day(network: Network, following: Meeting) -> date:
    """The last on which that makes sense, before the session that follows."""
    return today_in(network, following.starts_at) - BEFORE_NEXT


def next_telling_day(day: date) -> date:
    """That day, or the next from Tuesday to Friday."""
    while not TUESDAY <= day.weekday() <= FRIDAY:
        day += DAY
    return day
