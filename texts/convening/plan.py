"""What is made of a proposal: reviewed once, network by network, then confirmed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from store.models import ConveningState
from texts.composing.listing import back, names_of
from texts.composing.presses import CompositionOpened
from texts.convening.presses import (
    ConvenedOpened,
    ConveningConfirmed,
    ConveningOpened,
    ConveningUndone,
    LettersReleased,
    MonthSet,
    NamingBegun,
    NetworkSet,
    Setting,
    UndoingBegun,
)
from texts.convening.shown import ConveningShown, Planned
from texts.coordinating.presses import DeskOpened, NetworkDeskOpened
from texts.dates import day_and_month, hour, moment, relative, zone_city
from texts.lists import in_even_rows, in_rows, number_buttons
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

MOST_CITIES = 6
MOST_HOLIDAYS = 3
MOST_HOURS = 8
NAME_LIMIT = 80


def network_name(t: Translator, field: str) -> str:
    """Of a network, as long as nobody calls it otherwise."""
    return t.plain("Micro-network of {field}", field=field)


def page(t: Translator, shown: ConveningShown, now: datetime) -> Message:
    """What would be made, or what was."""
    return _made(t, shown, now) if shown.convening.state is ConveningState.MADE else _plan(t, shown)


def _plan(t: Translator, shown: ConveningShown) -> Message:
    number, new = shown.convening.id, [f"{city.name} ({city.country})" for city in shown.new_cities]
    return Message(
        paragraphs(
            t.say("✅ <b>Convene proposal {number}</b>", number=shown.composition.number),
            lines(*(_network_line(t, one) for one in shown.networks)),
            lines(
                t.say("This is what will be made:"),
                t.count(
                    "• {n} network with six sessions", "• {n} networks with six sessions each", len(shown.networks)
                ),
                t.count(
                    "• an invitation and a call letter for {n} city",
                    "• an invitation and a call letter for each of {n} cities",
                    shown.invitations,
                ),
                t.count(
                    "• {n} city new in the programme: {cities}",
                    "• {n} cities new in the programme: {cities}",
                    len(new),
                    cities=names_of(t, new, MOST_CITIES),
                )
                if new
                else None,
                t.say("• you coordinate them"),
            ),
            _before(t, shown),
            _namesakes(t, shown),
            t.say(
                "The letters come to you, ready to forward, and to whom we know in each city. They leave a quarter of "
                "an hour after the confirmation: until then all of it can be undone."
            ),
        ),
        (
            *in_even_rows(number_buttons([ConvenedOpened(number, one.place) for one in shown.networks]), 5),
            (
                Button(t.label("◀ A month earlier"), MonthSet(number, shown.month - 1)),
                Button(t.label("A month later ▶"), MonthSet(number, shown.month + 1)),
            ),
            (Button(t.label("✅ Yes, make all of it"), ConveningConfirmed(number, shown.convening.sequence)),),
            (back(t, CompositionOpened(shown.composition.id)),),
        ),
    )


def _before(t: Translator, shown: ConveningShown) -> Html | None:
    if not shown.before:
        return None
    numbers = t.list_of([Html.escape(str(number)) for number in shown.before])
    return t.say("⚠️ From this consultation networks have been convened already: proposal {numbers}.", numbers=numbers)


def _namesakes(t: Translator, shown: ConveningShown) -> Html | None:
    if not shown.namesakes:
        return None
    names = t.list_of([Html.escape(name) for name in shown.namesakes])
    return t.say(
        "⚠️ The programme already has such a name: {names}. The number of a network leads to where it is renamed.",
        names=names,
    )


def _network_line(t: Translator, one: Planned) -> Html:
    gaps = {"place": one.place + 1, "name": one.name, "when": _first(t, one)}
    return t.count(
        "{place}. <b>{name}</b> · {n} city · from {when}",
        "{place}. <b>{name}</b> · {n} cities · from {when}",
        len(one.cities),
        **gaps,
    )


def _first(t: Translator, one: Planned) -> Html:
    """On the clock of who reads."""
    return moment(t, one.starts[0])


def network(t: Translator, shown: ConveningShown, one: Planned) -> Message:
    """Its name, its dates, and the hour on the clock of each city."""
    return Message(
        paragraphs(
            lines(
                t.say("<b>{name}</b>", name=one.name),
                t.say("Short name: {slug} · clock of {zone}", slug=one.slug, zone=zone_city(t, ZoneInfo(one.zone))),
            ),
            t.say("Sessions: {dates}", dates=t.list_of([Html.escape(_day(t, at, one)) for at in one.starts])),
            _hours(t, one),
            _holidays(t, one),
        ),
        (*_settings(t, shown, one), (back(t, ConveningOpened(shown.composition.id)),)),
    )


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


def _settings(t: Translator, shown: ConveningShown, one: Planned) -> list[tuple[Button, ...]]:
    def key(words: str, setting: Setting, value: int, *, is_set: bool) -> Button:
        return Button(f"✅ {words}" if is_set else words, NetworkSet(shown.convening.id, one.place, setting, value))

    weeks = [key(t.label("Week {n}", n=n), Setting.WEEK, n, is_set=n == one.week) for n in range(1, 5)]
    days = [key(_short_weekday(t, n), Setting.WEEKDAY, n, is_set=n == one.weekday) for n in range(5)]
    hours = [
        key(_there(t, one, n), Setting.HOUR, n, is_set=n == one.hour) for n in (one.hours or range(12, 20))[:MOST_HOURS]
    ]
    zones = [
        key(f"🕘 {zone_city(t, ZoneInfo(zone))}", Setting.ZONE, n, is_set=zone == one.zone)
        for n, zone in enumerate(one.zones[:6])
    ]
    naming = (Button(t.label("✏️ Rename"), NamingBegun(shown.convening.id, one.place)),)
    return [
        *in_rows(weeks, 2),
        *in_rows(days, 3),
        *in_rows(hours, 4),
        *(in_rows(zones, 2) if len(zones) > 1 else ()),
        naming,
    ]


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


def _made(t: Translator, shown: ConveningShown, now: datetime) -> Message:
    convening = shown.convening
    number, leaves = convening.id, convening.letters_at
    is_open = convening.sent_at is None
    if leaves is None:
        letters = t.say("✉️ Made on the command line, where the letters were written, too.")
    elif not is_open:
        letters = t.say("✉️ The call letters have been sent.")
    elif leaves > now:
        letters = t.say(
            "✉️ The call letters leave {when}. Until then all of it can be undone.", when=relative(t, leaves, now)
        )
    else:
        letters = t.say("✉️ The call letters are leaving just now.")
    keys = zip(shown.networks, convening.made["networks"], strict=False)
    opening = [(Button(one.name, NetworkDeskOpened(network_id)),) for one, network_id in keys]
    is_waiting = is_open and leaves is not None and leaves > now
    sending = (Button(t.label("✉️ Send the letters now"), LettersReleased(number)),) if is_waiting else ()
    undoing = (Button(t.label("↩️ Undo all of it"), UndoingBegun(number)),) if is_open else ()
    return Message(
        paragraphs(
            t.say("✅ <b>Convened</b> · proposal {number}", number=shown.composition.number),
            lines(*(_network_line(t, one) for one in shown.networks)),
            letters,
            t.say(
                "Each network has its page at the desk: people, invitations, sessions. The letters announce the first "
                "session to the cities."
            ),
        ),
        tuple(row for row in (sending, undoing, *opening, (back(t, DeskOpened()),)) if row),
    )


def sure_to_undo(t: Translator, shown: ConveningShown) -> Message:
    """Asked once."""
    number = shown.convening.id
    return Message(
        t.count(
            "<b>Undo all of it?</b> The network goes, with its sessions and invitations. The proposal stays.",
            "<b>Undo all of it?</b> The {n} networks go, with their sessions and invitations. The proposal stays.",
            len(shown.networks),
        ),
        (
            (Button(t.label("↩️ Yes, undo all"), ConveningUndone(number, shown.convening.sequence)),),
            (back(t, ConveningOpened(shown.composition.id)),),
        ),
    )


def undone(t: Translator) -> str:
    """The toast."""
    return t.plain("Undone: nothing of it is there any more.")


def confirmed(t: Translator) -> str:
    """The toast."""
    return t.plain("Done: the networks are made.")


def released(t: Translator) -> str:
    """The toast."""
    return t.plain("The letters are being made, and come one by one.")


def failed(t: Translator, city: str) -> Message:
    """A letter that could not be made."""
    return Message(
        t.say(
            "The call letter for {city} could not be made. The invitation is at the desk, ready to forward.", city=city
        )
    )
