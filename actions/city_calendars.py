"""When cities work: their hours, their region, and the days off that coordinators add to the public holidays."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_coordinating
from actions.fairness import CityCalendar, holidays_of, regions_of
from actions.fairness.calendars import DAY
from actions.quiet_hours import SATURDAY
from actions.refusals import NetworkClosed, NotFound, Refused, StepPassed
from actions.written_dates import read_moment
from store.city_calendars import days_from, days_of_cities
from store.models import City, CityDay, Network, Person
from store.network import city_in_network
from texts.city_calendars import words as texts
from texts.message import Html
from texts.translator import Translator

LONGEST = 92  # days; a longer span is a slip of the finger
NAME_LIMIT = 60
LOOKED_AHEAD = timedelta(days=60)
NO_DAY = datetime.combine(date.min, time())  # that of an hour alone

_HOURS = re.compile(r"\D*(\d{1,2})(?:[:.h](\d{2}))?\D+(\d{1,2})(?:[:.h](\d{2}))?\D*")
_TO = re.compile(r"\s+(?:al?|hasta(?: el)?|até|ate|fins(?: al?| a)?|to|until|[-–—])\s+|[-–—]", re.IGNORECASE)


class HoursNotUnderstood(Refused):
    """Typed in a way that is not read, or ending before they begin."""

    def sentence(self, t: Translator) -> Html:
        return texts.hours_not_understood(t)


class DaysNotUnderstood(Refused):
    """No date and no span of dates, or one that is too long."""

    def sentence(self, t: Translator) -> Html:
        return texts.days_not_understood(t, LONGEST)


class DaysPast(Refused):
    """Over when they were typed: kept, nobody would ever see them."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(last.isoformat())
        self.first, self.last = first, last

    def sentence(self, t: Translator) -> Html:
        return texts.days_past(t, self.first, self.last)


def access_coordinated_city(session: Session, person: Person, network_id: int, city_id: int) -> tuple[City, Network]:
    """A city of a network that the person coordinates. It takes part in others too: a closed one rules no more."""
    network = access_coordinating(session, person, network_id)
    if network.closed_at is not None:
        raise NetworkClosed
    city = city_in_network(session, network.id, city_id)
    if city is None:
        raise NotFound
    return city, network


def calendars_of(
    session: Session, cities: Iterable[City], first: date, last: date, language: str
) -> list[CityCalendar]:
    """When these cities work from `first` to `last`: the names of holidays as far as they are known in `language`."""
    cities = list(cities)
    years = range((first - DAY).year, (last + DAY).year + 1)
    days_off = {city.id: holidays_of(city.country, city.region, years, language) for city in cities}
    for span in days_of_cities(session, [city.id for city in cities], first - DAY, last + DAY):
        days_off[span.city_id] |= dict.fromkeys(_days(span), span.name)
    return [CityCalendar(one.id, ZoneInfo(one.zone), days_off[one.id], one.opens_at, one.closes_at) for one in cities]


def holidays_ahead(city: City, now: datetime, language: str) -> list[tuple[date, str]]:
    """The public holidays of the next two months on weekdays, the first one first."""
    today = now.astimezone(ZoneInfo(city.zone)).date()
    last = today + LOOKED_AHEAD
    found = holidays_of(city.country, city.region, range(today.year, last.year + 1), language)
    return sorted((day, name) for day, name in found.items() if today <= day <= last and day.weekday() < SATURDAY)


def own_days_ahead(session: Session, city: City, now: datetime) -> list[CityDay]:
    """What was added for the city and is not over."""
    return days_from(session, city.id, now.astimezone(ZoneInfo(city.zone)).date())


def read_hours(text: str) -> tuple[time, time]:
    """As "9-18", "8:30 a 15:00"."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise HoursNotUnderstood
    try:
        opens, closes = (time(int(hour), int(minute or 0)) for hour, minute in (found.groups()[:2], found.groups()[2:]))
    except ValueError:
        raise HoursNotUnderstood from None
    if opens >= closes:
        raise HoursNotUnderstood
    return opens, closes


def read_days(text: str, today: date) -> tuple[date, date]:
    """The first and the last day of a date or a span, as "12/10" or "20/12 - 6/1": "20 al 31/12" too."""
    for cut in (None, *_TO.finditer(text)):
        first, last = (text, text) if cut is None else (text[: cut.start()], text[cut.end() :])
        ends = read_moment(last, NO_DAY, today)
        begins = read_moment(first, NO_DAY, today) if ends is not None else None
        if begins is None and ends is not None and (day := re.fullmatch(r"\D*(\d{1,2})\D*", first)):
            begins = _on_day(ends, int(day[1]))
        if begins is None or ends is None or not (_is_day(begins) and _is_day(ends)):
            continue
        span = _span(begins.date(), ends.date())
        if span[1] < today:
            raise DaysPast(*span)
        return span
    raise DaysNotUnderstood


def do_set_hours(
    session: Session, person: Person, network_id: int, city_id: int, hours: tuple[time, time], *, now: datetime
) -> None:
    """From when to when the city works, for all networks in which it takes part."""
    city, network = access_coordinated_city(session, person, network_id, city_id)
    city.opens_at, city.closes_at = hours
    _record(session, person, network, city, "city_hours_set", now)


def do_set_region(
    session: Session, person: Person, network_id: int, city_id: int, region: str, *, now: datetime
) -> None:
    """Whose holidays it has beside the national ones; empty: of none."""
    city, network = access_coordinated_city(session, person, network_id, city_id)
    if region and region not in regions_of(city.country):
        raise StepPassed
    city.region = region
    _record(session, person, network, city, "city_region_set", now)


def do_add_days(
    session: Session,
    person: Person,
    network_id: int,
    city_id: int,
    span: tuple[date, date],
    name: str,
    *,
    now: datetime,
) -> None:
    """The city is closed, both days included."""
    city, network = access_coordinated_city(session, person, network_id, city_id)
    session.add(CityDay(city_id=city.id, starts_on=span[0], ends_on=span[1], name=" ".join(name.split())))
    _record(session, person, network, city, "city_days_added", now)


def do_remove_days(
    session: Session, person: Person, network_id: int, city_id: int, day_id: int, *, now: datetime
) -> None:
    """The city is open after all; pressed twice it is done once."""
    city, network = access_coordinated_city(session, person, network_id, city_id)
    days = session.get(CityDay, day_id)
    if days is None or days.city_id != city.id:
        return
    session.delete(days)
    _record(session, person, network, city, "city_days_removed", now)


def _days(span: CityDay) -> Iterable[date]:
    return (span.starts_on + DAY * number for number in range((span.ends_on - span.starts_on).days + 1))


def _is_day(found: datetime) -> bool:
    """Whether a date was named, and no hour."""
    return found.date() != NO_DAY.date() and found.time() == time()


def _on_day(near: datetime, day: int) -> datetime | None:
    try:
        return near.replace(day=day)
    except ValueError:
        return None


def _span(first: date, last: date) -> tuple[date, date]:
    """Over the turn of the year when it ends before it begins."""
    if last < first:
        try:
            last = last.replace(year=first.year + 1)
        except ValueError:  # 29 February
            raise DaysNotUnderstood from None
    if not 0 <= (last - first).days < LONGEST:
        raise DaysNotUnderstood
    return first, last


def _record(session: Session, person: Person, network: Network, city: City, deed: str, now: datetime) -> None:
    session.flush()
    audit.record(session, now=now, deed=deed, person_id=person.id, network_id=network.id, subject=f"city:{city.id}")
