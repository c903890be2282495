"""Dates and hours for people: the reader's clock first, its place always named, in the reader's language."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta, get_timezone_location

from texts.message import Html
from texts.translator import Translator

# Short weekday, long month. CLDR's own patterns put a comma after "mar", which reads badly before the hour's comma;
# Catalan months bring their preposition with them ("de juny", "d'octubre").
DAY = {
    "es": "EEE d 'de' MMMM",
    "pt": "EEE, d 'de' MMMM",
    "ca": "EEE d MMMM",
    "en": "EEE d MMMM",
}
YEAR = {"es": " 'de' y", "pt": " 'de' y", "ca": " 'de' y", "en": " y"}

# The narrow and the ordinary no-break space, which CLDR puts into some formats: they break copying and searching.
NO_BREAK_SPACES = re.compile("[\u202f\u00a0]")

# CLDR names the exemplar city of some zones under the zone's older name.
OLDER_ZONES = {
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
    "America/Argentina/Catamarca": "America/Catamarca",
    "America/Argentina/Cordoba": "America/Cordoba",
    "America/Argentina/Jujuy": "America/Jujuy",
    "America/Argentina/Mendoza": "America/Mendoza",
}

Other = tuple[str, ZoneInfo]
MINUTES_OF_HOUR = 60
KEPT = 512  # moments in words: many people read the same on one clock, one after the other


@lru_cache(KEPT)
def moment(
    t: Translator, at: datetime, *, city: str | None = None, other: Other | None = None, year: bool = False
) -> Html:
    """As "Tue 15 June, 09:00 Mérida (17:00 Zaragoza)".

    `city` names the reader's place (None: the zone is named); `other` is the reference place and its zone, shown when
    its clocks show something else at that moment. Its name may be empty: then its zone is named.
    """
    wall = at.astimezone(t.zone)
    own = {"day": day(t, wall.date(), year=year), "hour": hour(t, at), "place": place(t, city, t.zone)}
    if other is None or other[1].utcoffset(at.astimezone(other[1])) == wall.utcoffset():
        return t.say("{day}, {hour} {place}", **own)
    there = {"other_hour": hour_there(t, at, other[1]), "other_place": place(t, *other)}
    return t.say("{day}, {hour} {place} ({other_hour} {other_place})", **own, **there)


@lru_cache(KEPT)
def live_moment(
    t: Translator, at: datetime, *, city: str | None = None, other: Other | None = None, year: bool = False
) -> Html:
    """The same words as a date that Telegram knows as one: a tap shows it in the phone's own zone, or sets a reminder.

    With no `format` Telegram shows the text as it is; clients that know nothing of it do so too. Not for captions of
    moments more than three years ahead, which Telegram refuses.
    """
    text = moment(t, at, city=city, other=other, year=year)
    return Html('<tg-time unix="{unix}">{text}</tg-time>').format(unix=int(at.timestamp()), text=text)


def day(t: Translator, on: date, *, year: bool = False) -> str:
    """As "Tue 15 June"."""
    pattern = DAY[t.language] + (YEAR[t.language] if year else "")
    return _written(t, on, pattern)


def day_in_full(t: Translator, at: datetime) -> str:
    """As "Tuesday 15 June", inside a sentence."""
    pattern = DAY[t.language].replace("EEE", "EEEE")
    return _written(t, at.astimezone(t.zone).date(), pattern)


def date_of(t: Translator, at: datetime) -> str:
    """As "15 June 2027": of what is long past, where the day of the week says nothing."""
    return date_in_words(t, at.astimezone(t.zone).date())


def date_in_words(t: Translator, on: date) -> str:
    """The same of a day."""
    return _written(t, on, _without_weekday(t) + YEAR[t.language])


def day_and_month(t: Translator, on: date) -> str:
    """As "14 June": of Mondays with which weeks begin, where everybody knows the day of the week."""
    return _written(t, on, _without_weekday(t))


def _without_weekday(t: Translator) -> str:
    return DAY[t.language].removeprefix("EEE").lstrip(", ")


def _written(t: Translator, on: date, pattern: str) -> str:
    """In Portuguese the first day of a month is an ordinal: "1º de junho"."""
    is_ordinal = t.language == "pt" and on.day == 1
    return _spaced(format_date(on, pattern.replace("d", "d'º'", 1) if is_ordinal else pattern, locale=t.locale))


def day_of(t: Translator, at: datetime, *, year: bool = False) -> str:
    """The day of an instant on the reader's calendar."""
    return day(t, at.astimezone(t.zone).date(), year=year)


def hour(t: Translator, at: datetime, zone: ZoneInfo | None = None) -> str:
    """As "09:00": two digits and twenty-four hours in every language, on the reader's clock or that of `zone`."""
    return f"{at.astimezone(zone or t.zone):%H:%M}"


def hour_there(t: Translator, at: datetime, zone: ZoneInfo) -> str:
    """As "09:00", with the weekday when it is another day there than for the reader: "Mon 20:00"."""
    there = at.astimezone(zone)
    if there.date() == at.astimezone(t.zone).date():
        return hour(t, at, zone)
    return f"{_spaced(format_date(there.date(), 'EEE', locale=t.locale))} {hour(t, at, zone)}"


def short_day(t: Translator, on: date) -> str:
    """As "Tue 15/06": for keys, of which two stand side by side on a phone."""
    return f"{_spaced(format_date(on, 'EEE', locale=t.locale))} {on:%d/%m}"


def weekday(t: Translator, number: int) -> str:
    """As "Monday" for 0."""
    return str(t.locale.days["stand-alone"]["wide"][number])


def relative(t: Translator, at: datetime, now: datetime) -> str:
    """As "in 2 days": counted in the reader's calendar days, within a day in hours, within an hour in minutes."""
    distance = at - now
    days = (at.astimezone(t.zone).date() - now.astimezone(t.zone).date()).days
    minutes = round(distance.total_seconds() / 60)  # a moment after the hour it is one hour still, and not 60 minutes
    if abs(minutes) < MINUTES_OF_HOUR:
        return _counted(t, timedelta(minutes=minutes), "minute")
    if days == 0 or abs(distance) < timedelta(hours=12):
        return _counted(t, timedelta(hours=round(distance.total_seconds() / 3600)), "hour")
    return _counted(t, timedelta(days=days), "day")


def place(t: Translator, city: str | None, zone: ZoneInfo) -> str:
    """The city, or where there is none the zone by its best known city, as "Madrid time"."""
    return city or zone_name(t, zone)


def zone_name(t: Translator, zone: ZoneInfo) -> str:
    """As "Madrid time"."""
    city = zone_city(t, zone)
    return city if city == "UTC" else _elided(t, t.plain("{city} time", city=city))


def zone_city(t: Translator, zone: ZoneInfo) -> str:
    """The best known city of a zone, as "Madrid"."""
    if zone.key in {"UTC", "Etc/UTC"}:
        return "UTC"
    key = OLDER_ZONES.get(zone.key, zone.key)
    cities = t.locale.time_zones
    return str(cities[key]["city"]) if "city" in cities.get(key, {}) else _located(t, zone)


def _located(t: Translator, zone: ZoneInfo) -> str:
    return get_timezone_location(zone, locale=t.locale, return_city=True).rsplit("/", 1)[-1]


def _elided(t: Translator, words: str) -> str:
    """Catalan drops the vowel of "de" before another: "hora d'Asunción"."""
    if t.language != "ca":
        return words
    return re.sub(r"\bde (?=[aeiouàèéíòóúh])", "d’", words, flags=re.IGNORECASE)


def _counted(t: Translator, distance: timedelta, unit: str) -> str:
    # A threshold that is never reached keeps Babel from turning nine days into "1 week".
    words = format_timedelta(
        distance,
        granularity=unit,  # type: ignore[arg-type]
        threshold=1e9,
        add_direction=True,
        locale=t.locale,
    )
    return _spaced(words)


def _spaced(text: str) -> str:
    return NO_BREAK_SPACES.sub(" ", text)
