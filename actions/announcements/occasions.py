"""For what an announcement goes out again: days of weeks and months on its author's clock, or sessions."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from actions.recurrence import to_utc
from store import announcements as store
from store.frozen import frozen
from store.meetings import meetings_from
from store.models import AnnouncementRepeat, Meeting, Rhythm

LOOK_AGAIN = timedelta(days=1)  # for sessions that were set, or moved, meanwhile
EACH = {Rhythm.WEEKLY: relativedelta(weeks=1), Rhythm.MONTHLY: relativedelta(months=1)}


@frozen
class Occasion:
    """When it goes out, under which name it does so once, and to which networks."""

    at: datetime
    name: str
    network_ids: Sequence[int]


def occasions_until(session: Session, repeat: AnnouncementRepeat, now: datetime) -> list[Occasion]:
    """What is to go out at this moment: of days that were missed the last one only, of sessions those still to come."""
    if repeat.rhythm is not Rhythm.SESSIONS:
        past = [each for each in _until(_days(session, repeat), now) if each.at <= now]
        return past[-1:]
    return [each for each in _sessions(session, repeat, now) if each.at <= now]


def next_moment(session: Session, repeat: AnnouncementRepeat, now: datetime) -> datetime | None:
    """When the next one goes out, as far as is known."""
    if repeat.rhythm is not Rhythm.SESSIONS:
        return next(each.at for each in _days(session, repeat) if each.at > now)
    return min((each.at for each in _sessions(session, repeat, now) if each.at > now), default=None)


def look_at(repeat: AnnouncementRepeat, following: datetime | None, now: datetime) -> datetime:
    """When the clock looks next: at sessions each day, at the hour at which it would go out."""
    if repeat.rhythm is not Rhythm.SESSIONS and following is not None:
        return following
    zone = ZoneInfo(repeat.zone)
    day = now.astimezone(zone).date() + LOOK_AGAIN
    tomorrow = to_utc(datetime.combine(day, datetime.fromisoformat(repeat.begins).time()), zone)
    return tomorrow if following is None else min(tomorrow, following)


def _days(session: Session, repeat: AnnouncementRepeat) -> Iterator[Occasion]:
    """Each reckoned from the first one: what begins on the 31st is on the 30th in June and on the 31st in July."""
    first, zone = datetime.fromisoformat(repeat.begins), ZoneInfo(repeat.zone)
    network_ids = store.network_ids_of(session, repeat.announcement_id)
    for number in count():
        wall = first + EACH[repeat.rhythm] * number
        yield Occasion(to_utc(wall, zone), wall.isoformat(timespec="minutes"), network_ids)


def _until(days: Iterator[Occasion], now: datetime) -> Iterator[Occasion]:
    for day in days:
        if day.at > now:
            return
        yield day


def _sessions(session: Session, repeat: AnnouncementRepeat, now: datetime) -> list[Occasion]:
    """Of the networks' sessions to come; each goes to the network that meets."""
    coming = meetings_from(session, store.network_ids_of(session, repeat.announcement_id), now)
    return [
        Occasion(_before(repeat, meeting), f"session:{meeting.id}", (network.id,))
        for meeting, network in coming
        if meeting.cancelled_at is None
    ]


def _before(repeat: AnnouncementRepeat, meeting: Meeting) -> datetime:
    zone = ZoneInfo(repeat.zone)
    day = meeting.starts_at.astimezone(zone).date() - timedelta(days=repeat.days_before)
    return to_utc(datetime.combine(day, datetime.fromisoformat(repeat.begins).time()), zone)
