"""Fair dates for a session of a network: what the store knows of it, weighed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.city_calendars import calendars_of
from actions.fairness import Scales, Search, Slot, added_up, find_slots
from actions.fairness.calendars import DAY
from store.models import City, Meeting, Network
from store.programme import cities_of_network, series_of_network
from texts.meetings.fair import Cost, Proposals, Weighed

AHEAD = timedelta(weeks=8)  # in which a place for one more session is looked for
AROUND = timedelta(weeks=2)  # a session that is moved stays in its month, before the next one
SOONEST = timedelta(days=3)  # who is invited needs the time


def proposals_for(
    session: Session,
    network: Network,
    meeting: Meeting | None,
    wished: datetime,
    language: str,
    *,
    now: datetime,
    is_near: bool = False,
) -> Proposals:
    """Another date for the meeting within two weeks of it, or one for a session that there is not yet.

    is_near: that one too within two weeks of `wished`; otherwise it may be in any of the next weeks
    """
    zone = ZoneInfo(network.zone)
    cities = cities_of_network(session, network.id)
    series = [one for one in series_of_network(session, network.id) if one.cancelled_at is None]
    minutes = meeting.minutes if meeting is not None else network.meeting_minutes
    soonest = now + SOONEST
    begins, ends = (
        (soonest, soonest + AHEAD)
        if meeting is None and not is_near
        else (max(soonest, wished - AROUND), wished + AROUND)
    )
    first, last = begins.astimezone(zone).date(), ends.astimezone(zone).date()
    present = weighed_at(session, cities, meeting.starts_at, minutes, language) if meeting is not None else None
    so_far = borne_so_far(session, cities, series, language, now=now)
    taken = {one.starts_at.astimezone(zone).date() for one in series if one is not meeting}
    if present is not None and present.is_free:
        taken.add(present.starts_at.astimezone(zone).date())
    search = Search(first, last, zone, minutes, wished, now, taken, so_far)
    found = find_slots(calendars_of(session, cities, first, last, language), search)
    others = (slot for slot in found if present is None or slot.starts_at != present.starts_at)
    borne = sorted(((one, so_far.get(one.id, 0)) for one in cities), key=lambda pair: -pair[1])
    return Proposals(
        tuple(_weighed(slot, cities) for slot in others),
        present,
        tuple((city, cost) for city, cost in borne if cost),
    )


def weighed_at(session: Session, cities: Sequence[City], starts_at: datetime, minutes: int, language: str) -> Weighed:
    """What a moment costs these cities."""
    day = starts_at.date()
    scales = Scales(calendars_of(session, cities, day - DAY, day + DAY, language), day, day)
    return _weighed(scales.weigh(starts_at, minutes), cities)


def borne_so_far(
    session: Session, cities: Sequence[City], series: Iterable[Meeting], language: str, *, now: datetime
) -> dict[int, int]:
    """The minutes of sessions that were held outside of each city's hours, as these are today."""
    held = [one for one in series if one.cancelled_at is None and one.starts_at <= now]
    if not held:
        return {}
    days: list[date] = sorted(one.starts_at.date() for one in held)
    scales = Scales(calendars_of(session, cities, days[0], days[-1], language), days[0], days[-1])
    return added_up(scales.weigh(one.starts_at, one.minutes) for one in held)


def _weighed(slot: Slot, cities: Sequence[City]) -> Weighed:
    pairs = zip(cities, slot.burdens, strict=True)
    return Weighed(
        slot.starts_at,
        tuple(
            Cost(city, one.minutes, one.day_off, is_night=one.is_night, has_changed_clocks=one.has_changed_clocks)
            for city, one in pairs
        ),
    )
