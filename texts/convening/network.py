"""One network of a plan: its name, its dates, its hour on each clock; and what is set of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from texts.composing.listing import back, names_of
from texts.convening.presses import ConvenedOpened, ConveningOpened, NamingBegun, NetworkSet, Setting, SettingOpened
from texts.convening.shown import ConveningShown, Planned
from texts.dates import day_and_month, hour, zone_city
from texts.lists import in_rows
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator

MOST_CITIES = 6
MOST_HOLIDAYS = 3
MOST_HOURS = 12
MOST_ZONES = 12
NAME_LIMIT = 80


def network(t: Translator, shown: ConveningShown, one: Planned) -> Message:
    """Its name, its dates, and the hour on the clock of each city."""
    return Message(
        paragraphs(
            lines(
                t.say("<b>{name}</b>", name=one.name),
                t.say("Short name: {slug} · clock of {zone}", slug=one.slug, zone=zone_city(t, ZoneInfo(one.zone))),
            ),
            _sessions(t, one),
            _hours(t, one),
            _holidays(t, one),
        ),
        (*_ways_to_set(t, shown, one), _ways_on(t, shown, one)),
    )


def _ways_to_set(t: Translator, shown: ConveningShown, one: Planned) -> Rows:
    """Each says what is set now."""

    def key(words: str, setting: Setting) -> Button:
        return Button(words, SettingOpened(shown.convening.id, one.place, setting))

    when = (
        key(t.label("📅 Week {n}, {day}", n=one.week, day=_short_weekday(t, one.weekday)), Setting.WEEK),
        key(f"🕘 {_there(t, one, one.hour)}", Setting.HOUR),
    )
    zone = key(f"🌐 {zone_city(t, ZoneInfo(one.zone))}", Setting.ZONE)
    naming = Button(t.label("✏️ Rename"), NamingBegun(shown.convening.id, one.place))
    return when, (zone, naming) if len(one.zones) > 1 else (naming,)


def _ways_on(t: Translator, shown: ConveningShown, one: Planned) -> tuple[Button, ...]:
    before = back(t, ConveningOpened(shown.composition.id))
    following = one.place + 1
    if following >= len(shown.networks):
        return (before,)
    return before, Button(t.label("Next one ▶️"), ConvenedOpened(shown.convening.id, following))


def setting(t: Translator, shown: ConveningShown, one: Planned, which: Setting) -> Message:
    """One thing that is set of a network, and what comes of it."""
    body = paragraphs(t.say("<b>{name}</b>", name=one.name), *_about_setting(t, one, which))
    return Message(body, (*_choices(t, shown, one, which), (back(t, ConvenedOpened(shown.convening.id, one.place)),)))


def _about_setting(t: Translator, one: Planned, which: Setting) -> tuple[Html | None, ...]:
    if which is Setting.HOUR:
        return t.say("At which hour, on the clock of {zone}?", zone=zone_city(t, ZoneInfo(one.zone))), _hours(t, one)
    if which is Setting.ZONE:
        return (t.say("On the clock of which city? When clocks change, the hour stays the same there."),)
    return t.say("In which week of the month, and on which day?"), _sessions(t, one), _holidays(t, one)


def _sessions(t: Translator, one: Planned) -> Html:
    return t.say("Sessions: {dates}", dates=t.list_of([Html.escape(_day(t, at, one)) for at in one.starts]))


def _day(t: Translator, at: datetime, one: Planned) -> str:
    return day_and_month(t, at.astimezone(ZoneInfo(one.zone)).date())


def _hours(t: Translator, one: Planned) -> Html:
    """Where clocks show the same, cities stand together."""
    at = one.starts[0]
    clocks: dict[str, list[str]] = {}
    for city in sorted(one.cities, key=lambda city: city.name):
        clocks.setdefault(hour(t, at, ZoneInfo(city.zone)), []).append(f"{city.name} ({city.country})")
    told = [
        t.say("{hour} · {cities}", hour=local, cities=names_of(t, cities, MOST_CITIES))
        for local, cities in sorted(clocks.items())
    ]
    suits = None if one.hour in one.hours else t.say("⚠️ This hour does not suit all of them.")
    return lines(t.say("First session, on each clock:"), *told, suits)


def _holidays(t: Translator, one: Planned) -> Html | None:
    if not one.holidays:
        return None
    days: dict[str, list[str]] = {}
    for at, city in one.holidays:
        days.setdefault(_day(t, at, one), []).append(city)
    told = [t.say("{day}, in {cities}", day=day, cities=names_of(t, days[day], MOST_HOLIDAYS)) for day in days]
    return lines(t.say("🎉 On a holiday:"), *told)


def _choices(t: Translator, shown: ConveningShown, one: Planned, which: Setting) -> Rows:
    def key(words: str, setting: Setting, value: int, *, is_set: bool) -> Button:
        return Button(f"✅ {words}" if is_set else words, NetworkSet(shown.convening.id, one.place, setting, value))

    if which is Setting.HOUR:
        hours = (one.hours or range(12, 20))[:MOST_HOURS]
        return in_rows([key(_there(t, one, n), which, n, is_set=n == one.hour) for n in hours], 4)
    if which is Setting.ZONE:
        zones = enumerate(one.zones[:MOST_ZONES])
        return in_rows([key(zone_city(t, ZoneInfo(zone)), which, n, is_set=zone == one.zone) for n, zone in zones], 2)
    weeks = [key(t.label("Week {n}", n=n), Setting.WEEK, n, is_set=n == one.week) for n in range(1, 5)]
    days = [key(_short_weekday(t, n), Setting.WEEKDAY, n, is_set=n == one.weekday) for n in range(5)]
    return (*in_rows(weeks, 2), *in_rows(days, 3))


def _short_weekday(t: Translator, number: int) -> str:
    return str(t.locale.days["stand-alone"]["abbreviated"][number])


def _there(t: Translator, one: Planned, utc: int) -> str:
    """The hour in UTC on the clock of the network."""
    at = one.starts[0].replace(hour=utc, minute=0)
    return hour(t, at, ZoneInfo(one.zone))


def naming_title(t: Translator) -> str:
    """Of the form."""
    return t.plain("the name of a network")


def name_question(t: Translator, one: Planned) -> Message:
    """How is it to be called."""
    return Message(
        t.say(
            "How is the network to be called? Now: <b>{name}</b>. At most {n} characters.", name=one.name, n=NAME_LIMIT
        )
    )
