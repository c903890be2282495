"""An announcement that comes to all at the same hour of their own clocks: each letter is due when it is theirs."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.announcements.audience import audience_of
from actions.announcements.refusals import HourPast, MomentUnknown, NobodyThere
from actions.announcements.writing import FURTHEST, MORNING, access_unsent, example_moment, record
from actions.quiet_hours import SATURDAY
from actions.recurrence import to_utc
from actions.written_dates import read_moment
from store import announcements as store
from store import repeats
from store.audiences import count_by_zone, groups_of
from store.models import Announcement, AnnouncementState, Person
from texts.announcements.scheduling import MONDAY, TOMORROW


def arrival(announcement: Announcement, zone: str, at: datetime) -> datetime:
    """When what goes out at a moment comes to those who live by the clock of this zone, but for their quiet hours."""
    if not announcement.by_clock:
        return at
    return max(at, to_utc(datetime.fromisoformat(announcement.by_clock), ZoneInfo(zone)))


def do_schedule_by_clock(
    session: Session, author: Person, announcement_id: int, wall: datetime, *, now: datetime
) -> Announcement:
    """It comes to each at that hour of their clock; it begins to go out for the first of them."""
    announcement = access_unsent(session, author, announcement_id)
    first = checked_hour(session, announcement, wall, now)
    repeats.stop(session, announcement.id)
    announcement.state = AnnouncementState.SCHEDULED
    announcement.by_clock = wall.isoformat(timespec="minutes")
    announcement.send_at = announcement.look_at = first
    session.flush()
    record(session, announcement, "announcement_scheduled", now)
    return announcement


def reckon_anew(session: Session, announcement: Announcement, now: datetime) -> None:
    """Others are to get it: perhaps the hour comes earlier for one of them. For whom it is past it comes at once."""
    if announcement.by_clock and announcement.state is AnnouncementState.SCHEDULED:
        hours = _hours(session, announcement, datetime.fromisoformat(announcement.by_clock), now)
        if hours:
            announcement.send_at = announcement.look_at = max(now, min(hours))


def checked_hour(session: Session, announcement: Announcement, wall: datetime, now: datetime) -> datetime:
    """When it comes to the first of its readers; refuses what is past for any of them, or too far away."""
    hours = _hours(session, announcement, wall, now)
    if not hours:
        raise NobodyThere
    if not now < min(hours) or max(hours) > now + FURTHEST:
        raise HourPast
    return min(hours)


def hours_for(session: Session, announcement: Announcement, today: date, now: datetime) -> list[tuple[str, datetime]]:
    """The mornings that are still to come for everybody: tomorrow's and Monday's, by the author's calendar."""
    tomorrow, monday = today + timedelta(days=1), today + timedelta(days=7 - today.weekday())
    offered = [(MONDAY, monday)] if tomorrow.weekday() in (SATURDAY, 0) else [(TOMORROW, tomorrow), (MONDAY, monday)]
    walls = [(key, datetime.combine(day, MORNING)) for key, day in offered]
    return [(key, wall) for key, wall in walls if min(_hours(session, announcement, wall, now), default=now) > now]


def typed_hour(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The day and hour that were typed, on nobody's clock yet."""
    today = now.astimezone(zone).date()
    wall = read_moment(text, datetime.combine(today, time(9)), today)
    if wall is None:
        raise MomentUnknown(example_moment(zone, now))
    return wall


def _hours(session: Session, announcement: Announcement, wall: datetime, now: datetime) -> list[datetime]:
    """That hour on each clock by which somebody lives who gets it."""
    audience = audience_of(session, announcement, now)
    zones = set(count_by_zone(session, audience))
    if groups_of(session, audience):
        zones |= {network.zone for network in store.networks_of_announcement(session, announcement.id)}
    return [to_utc(wall, ZoneInfo(zone)) for zone in zones]
