"""Whom an announcement would reach at a moment, for its author to see before it goes out."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention
from actions.announcements.audience import audience_of, narrowed
from actions.announcements.by_clock import arrival
from actions.announcements.languages import spoken_of, unfilled_of
from actions.quiet_hours import is_quiet, next_waking
from store import audiences
from store.models import Announcement, Kind
from texts.announcements.reach import Reach


def reach_of(session: Session, announcement: Announcement, at: datetime) -> Reach:
    """Whom it would reach then."""
    audience = audience_of(session, announcement, at)
    clocks = audiences.count_by_zone(session, audience)
    groups = audiences.groups_of(session, audience)
    away = audiences.out_of_reach(session, audience)
    hours = {zone: arrival(announcement, zone, at) for zone in clocks}
    weekends = _asleep_until_monday(hours, clocks)
    reached = audiences.reached(audience)
    arrivals = {zone: _read(announcement, zone, hour) for zone, hour in hours.items()}
    return Reach(
        people=sum(clocks.values()),
        networks=len(audience.network_ids),
        groups=sum(group.unreachable_at is None for group in groups),
        away=(
            *(person.name for person in away),
            *(group.title for group in groups if group.unreachable_at is not None),
        ),
        nights=_asleep(hours, clocks) - weekends,
        weekends=weekends,
        at_night=announcement.at_night,
        spent=attention.count_spent(session, reached, arrivals),
        held=attention.count_digests_after(session, reached, arrivals),
        narrowed=narrowed(session, announcement, audience.network_ids),
        spoken=spoken_of(session, announcement, audience),
        unfilled=unfilled_of(session, announcement, audience, at),
        wants_reading=announcement.wants_reading,
    )


def _read(announcement: Announcement, zone: str, hour: datetime) -> datetime:
    return hour if announcement.at_night else attention.due_moment(Kind.ANNOUNCEMENT, zone, hour)


def _asleep(hours: Mapping[str, datetime], readers: Mapping[str, int]) -> int:
    """For how many of them it is quiet at the hour that is theirs."""
    return sum(readers[zone] for zone, hour in hours.items() if is_quiet(hour, ZoneInfo(zone)))


def _asleep_until_monday(hours: Mapping[str, datetime], readers: Mapping[str, int]) -> int:
    """Those of them for whom a weekend makes it later than the next morning."""
    return sum(readers[zone] for zone, hour in hours.items() if _is_weekend(hour, ZoneInfo(zone)))


def _is_weekend(at: datetime, zone: ZoneInfo) -> bool:
    return next_waking(at, zone) > next_waking(at, zone, weekends=False)
