"""What coordinators read of the hours and days off of cities, and set there."""

from collections.abc import Sequence
from datetime import date, time

from store.frozen import frozen
from store.models import City, CityDay, Network
from texts.cities import city_name, short_city
from texts.city_calendars.presses import (
    CityCalendarOpened,
    CityCalendarsOpened,
    CityDaysBegun,
    CityDaysRemoved,
    CityHoursBegun,
    CityRegionChosen,
    CityRegionsOpened,
)
from texts.dates import day
from texts.forms import FormChosen
from texts.lists import arrows, in_even_rows, in_rows, number_buttons, page_within, pages_for
from texts.meetings.presses import NetworkMeetingsOpened
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.translator import Translator

HOURS, DAYS, NAME = "hours", "days", "name"
USUAL_HOURS = ("08:00-15:00", "08:00-16:00", "08:00-17:00", "09:00-17:00", "09:00-18:00", "10:00-19:00")
MOST_HOLIDAYS = 6
MOST_OWN = 8
A_ROW = 6
REGIONS = 10
NONE = "none"  # of regions: the national holidays alone


@frozen
class Calendar:
    """When a city works. `regions`: those of its country that have holidays of their own, names by code."""

    city: City
    regions: dict[str, str]
    holidays: Sequence[tuple[date, str]] = ()
    own: Sequence[CityDay] = ()


def cities(t: Translator, network: Network, found: Sequence[City]) -> Message:
    """All cities of a network, with their hours."""
    numbers = number_buttons([CityCalendarOpened(network.id, one.id) for one in found])
    listed = [
        t.say("{place}. <b>{city}</b> · {hours}", place=place, city=short_city(one), hours=_hours(one))
        for place, one in enumerate(found, start=1)
    ]
    back = Button(t.label("◀️ Back"), NetworkMeetingsOpened(network.id))
    return Message(
        paragraphs(
            t.say("🏙 <b>Hours and days off</b> · {network}", network=network.name),
            t.say("Fair dates for the sessions are found with them. National holidays are known."),
            lines(*listed),
        ),
        (*in_even_rows(numbers, A_ROW), (back,)),
    )


def page(t: Translator, network: Network, calendar: Calendar) -> Message:
    """One city: its hours, its region, and the days off ahead."""
    city = calendar.city
    where = (network.id, city.id)
    own = calendar.own[:MOST_OWN]
    region = (Button(t.label("🗺 Region"), CityRegionsOpened(*where)),) if calendar.regions else ()
    return Message(
        paragraphs(
            lines(
                t.say("🏙 <b>{city}</b>", city=city_name(t, city)),
                t.say("🕘 Monday to Friday, {hours}", hours=_hours(city)),
                _region(t, calendar),
            ),
            lines(
                t.say("<b>Public holidays in the next two months</b>"),
                *(_dated(t, on, on, name) for on, name in calendar.holidays[:MOST_HOLIDAYS]),
                None if calendar.holidays else t.say("None."),
            ),
            lines(
                t.say("<b>Its own days off</b>"),
                *(_dated(t, one.starts_on, one.ends_on, one.name) for one in own),
                None if own else t.say("None yet. For example: the feast of the city, a recess."),
            ),
        ),
        (
            (Button(t.label("➕ Add days off"), CityDaysBegun(*where)),),
            (Button(t.label("🕘 Hours"), CityHoursBegun(*where)), *region),
            *(
                (Button(t.label("🗑 {name}", name=excerpt(one.name, 30)), CityDaysRemoved(*where, one.id)),)
                for one in own
            ),
            (Button(t.label("◀️ Back"), CityCalendarsOpened(network.id)),),
        ),
    )


def regions(t: Translator, network: Network, calendar: Calendar, number: int) -> Message:
    """Those of the city's country, two a row."""
    codes = list(calendar.regions)
    number = page_within(number, len(codes), REGIONS)
    where = (network.id, calendar.city.id)
    keys = [
        Button(excerpt(calendar.regions[code], 20), CityRegionChosen(*where, code))
        for code in codes[number * REGIONS : (number + 1) * REGIONS]
    ]
    turning = arrows(t, number, pages_for(len(codes), REGIONS), lambda to: CityRegionsOpened(*where, to))
    return Message(
        t.say(
            "<b>In which region is {city}?</b> The holidays of the region count too.", city=city_name(t, calendar.city)
        ),
        (
            *in_rows(keys),
            *((turning,) if turning else ()),
            (
                Button(t.label("None"), CityRegionChosen(*where, NONE)),
                Button(t.label("◀️ Back"), CityCalendarOpened(*where)),
            ),
        ),
    )


def hours_title(t: Translator) -> str:
    """Of the form."""
    return t.label("the hours of a city")


def days_title(t: Translator) -> str:
    """Of the form."""
    return t.label("days off of a city")


def hours_question(t: Translator, draft_id: int, city: City) -> Message:
    """The usual ones as buttons, others typed."""
    keys = [Button(one.replace("-", "–"), FormChosen(draft_id, HOURS, one.replace(":", ""))) for one in USUAL_HOURS]
    return Message(
        t.say(
            "<b>When does {city} work, from Monday to Friday?</b> Others can be typed: <code>8:30-15</code>",
            city=city_name(t, city),
        ),
        in_rows(keys),
    )


def days_question(t: Translator, city: City) -> Message:
    """A date or a span, typed."""
    return Message(
        t.say(
            "<b>On which days is {city} closed?</b> A date, <code>12/10</code>, or the first and the last day: "
            "<code>20/12 - 6/1</code>",
            city=city_name(t, city),
        )
    )


def name_question(t: Translator, city: City, first: date, last: date) -> Message:
    """What the days are called."""
    return Message(
        lines(
            t.say("{city}: {days}", city=short_city(city), days=_days(t, first, last, year=True)),
            t.say("<b>What is the occasion?</b> A few words, as in “Feast of the city”."),
        )
    )


def saved(t: Translator) -> str:
    """The toast after a change."""
    return t.plain("Saved.")


def hours_not_understood(t: Translator) -> Html:
    """Typed in some other way; how is in the question."""
    return t.say("Those hours are not clear, or end before they begin.")


def days_not_understood(t: Translator, longest: int) -> Html:
    """Typed in some other way, or too many; how is in the question."""
    return t.say("Those days are not clear, or are more than {days}.", days=longest)


def days_past(t: Translator, first: date, last: date) -> Html:
    """Typed when they were over; what was read may have been meant of the next year."""
    year = last.year + 1
    example = f"{last:%d/%m}/{year}"
    if first != last:
        example = f"{first:%d/%m}/{first.year + 1} - {example}"
    return t.say(
        "{days}: that has passed. If {year} is meant, please write the year too: {example}",
        days=_days(t, first, last, year=True),
        year=year,
        example=example,
    )


def _hours(city: City) -> str:
    return f"{_hour(city.opens_at)}–{_hour(city.closes_at)}"


def _hour(at: time) -> str:
    return f"{at:%H:%M}"


def _region(t: Translator, calendar: Calendar) -> Html | None:
    if not calendar.regions:
        return None
    name = calendar.regions.get(calendar.city.region)
    if name is None:
        return t.say("🗺 No region: the national holidays count.")
    return t.say("🗺 {region}", region=name)


def _dated(t: Translator, first: date, last: date, name: str) -> Html:
    return t.say("{days}: {name}", days=_days(t, first, last), name=name)


def _days(t: Translator, first: date, last: date, *, year: bool = False) -> str:
    if first == last:
        return day(t, first, year=year)
    return t.label("{first} – {last}", first=day(t, first), last=day(t, last, year=year))
