"""The network: its cities, who takes part for them, what they offer and need."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.models import City, HelpKind, Membership, Network, Person, Role
from texts.adoptions.presses import ledger_key
from texts.behalf.words import noted_mark
from texts.cities import city_name, short_city
from texts.coordinating.presses import PersonOpened
from texts.dates import hour, zone_name
from texts.handovers.presses import catch_up_key, handover_key
from texts.helps import named_things
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.menu import back_button, where_to_talk
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.presses import Press, press
from texts.search.asking import hub_key as search_key
from texts.settings import HoursOpened
from texts.translator import Translator

CITIES_A_PAGE = 8
PEOPLE_A_PAGE = 3
NUMBERS_A_ROW = 4
SHOWN_STAFF = 6
HELP = 100

Member = tuple[Membership, Person]
Helps = Mapping[tuple[int, HelpKind], Sequence[str]]


@press("no")
@dataclass(frozen=True)
class NetworkOpened(Press):
    """A network's page; 0 when it is not known which."""

    network_id: int
    page: int = 0


@press("nc")
@dataclass(frozen=True)
class CityOpened(Press):
    """A city's page in a network."""

    network_id: int
    city_id: int
    page: int = 0


@press("nm")
@dataclass(frozen=True)
class CityChangeBegun(Press):
    """A coordinator looks for a person whose city changes."""

    network_id: int
    city_id: int
    page: int = 0


@press("nw")
@dataclass(frozen=True)
class PersonChosen(Press):
    """Whose city changes."""

    membership_id: int


@press("nt")
@dataclass(frozen=True)
class CityChosen(Press):
    """The city that the person takes part for from now on."""

    membership_id: int
    city_id: int


@press("ny")
@dataclass(frozen=True)
class CityChangeConfirmed(Press):
    """Yes, for that city."""

    membership_id: int
    city_id: int


def hub_key(t: Translator) -> Button:
    """The way here from the hub."""
    return Button(t.label("🏙 My network"), NetworkOpened(0))


def networks(t: Translator, found: Sequence[Network]) -> Message:
    """Which network."""
    rows = tuple((Button(network.name, NetworkOpened(network.id)),) for network in found)
    return Message(t.say("🏙 <b>Which network?</b>"), (*rows, (back_button(t),)))


def nowhere(t: Translator) -> Message:
    """Somebody who takes part nowhere at present."""
    return Message(
        t.say("You take part in no network at present. With an invitation link that changes at once."),
        ((back_button(t),),),
    )


def page(
    t: Translator,
    network: Network,
    cities: Sequence[tuple[City, int]],
    staff: Sequence[Member],
    page: int,
    *,
    groups: Sequence[str],
    alone: bool,
) -> Message:
    """The network's cities, who coordinates, and what its `groups` are called."""
    page = page_within(page, len(cities), CITIES_A_PAGE)
    shown = cities[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
    listed = [
        Html("{}. {} · {}").format(number, city_name(t, city), _people(t, people))
        for number, (city, people) in enumerate(shown, 1)
    ]
    back = back_button(t) if alone else Button(t.label("◀️ Back"), NetworkOpened(0))
    return Message(
        paragraphs(
            t.say("🏙 <b>{network}</b>", network=network.name),
            lines(*listed) if listed else t.say("No city takes part yet."),
            _staff(t, staff),
            where_to_talk(t, groups),
            t.say("A number opens a city: its people, what they offer and need.") if listed else None,
        ),
        (
            *_in_rows(number_buttons([CityOpened(network.id, city.id) for city, _ in shown])),
            *_arrow_row(t, page, pages_for(len(cities), CITIES_A_PAGE), lambda to: NetworkOpened(network.id, to)),
            (ledger_key(t, network),),
            (catch_up_key(t, network.id), search_key(t)),
            (back,),
        ),
    )


def city_page(
    t: Translator,
    network: Network,
    city: City,
    members: Sequence[Member],
    helps: Helps,
    page: int,
    *,
    coordinates: bool,
    own: Membership | None = None,
    noting: Sequence[Button] = (),
    noted: Collection[int] = (),
) -> Message:
    """Who takes part for a city, the titular first. `own`: the reader's place, where this is their city.

    noting: the ways to what the coordination notes for it, and to what it learned
    noted: for which people the coordination wrote what they offer and need
    """
    page = page_within(page, len(members), PEOPLE_A_PAGE)
    first = page * PEOPLE_A_PAGE
    titular = next((membership.id for membership, _ in members if membership.role is Role.DELEGATE), None)
    shown = [
        _member(t, member, helps, is_titular=member[0].id == titular, is_noted=member[1].id in noted)
        for member in members[first : first + PEOPLE_A_PAGE]
    ]
    keys = ((Button(t.label("↔️ Change somebody’s city"), CityChangeBegun(network.id, city.id, page)),),)
    return Message(
        paragraphs(
            t.say("📍 <b>{city}</b> · {network}", city=city_name(t, city), network=network.name),
            *(shown or [t.say("Nobody has joined for this city yet.")]),
        ),
        (
            *_arrow_row(
                t, page, pages_for(len(members), PEOPLE_A_PAGE), lambda to: CityOpened(network.id, city.id, to)
            ),
            *((key,) for key in noting),
            *(keys if coordinates and members else ()),
            *(((handover_key(t, own),),) if own is not None else ()),
            (Button(t.label("◀️ Back"), NetworkOpened(network.id)),),
        ),
    )


def whose_city(t: Translator, network: Network, city: City, members: Sequence[Member], page: int) -> Message:
    """Whose city changes."""
    page = page_within(page, len(members), CITIES_A_PAGE)
    shown = members[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
    listed = [Html("{}. {}").format(number, _named(person)) for number, (_, person) in enumerate(shown, 1)]
    return Message(
        paragraphs(t.say("↔️ <b>Whose city changes?</b>"), lines(*listed)),
        (
            *_in_rows(number_buttons([PersonChosen(membership.id) for membership, _ in shown])),
            *_arrow_row(
                t, page, pages_for(len(members), CITIES_A_PAGE), lambda to: CityChangeBegun(network.id, city.id, to)
            ),
            (Button(t.label("◀️ Back"), CityOpened(network.id, city.id)),),
        ),
    )


def which_city(
    t: Translator, membership: Membership, person: Person, city: City | None, cities: Sequence[City]
) -> Message:
    """For which city from now on."""
    others = [other for other in cities if city is None or other.id != city.id]
    listed = [Html("{}. {}").format(number, city_name(t, other)) for number, other in enumerate(others, 1)]
    return Message(
        paragraphs(
            t.say("↔️ <b>For which city does {name} take part from now on?</b>", name=person.name),
            lines(*listed),
            t.say("What was shared so far stays with the city before."),
        ),
        (
            *_in_rows(number_buttons([CityChosen(membership.id, other.id) for other in others])),
            (Button(t.label("◀️ Back"), PersonOpened(membership.id)),),
        ),
    )


def sure_to_change_city(
    t: Translator, membership: Membership, person: Person, present: City | None, city: City
) -> Message:
    """Asked once: the numbers stand close together, and the person is told at once."""
    return Message(
        paragraphs(
            t.say("<b>Does {name} take part for {city} from now on?</b>", name=person.name, city=city_name(t, city)),
            t.say("The person is told. What was shared so far stays with {city}.", city=city_name(t, present))
            if present is not None
            else t.say("The person is told."),
        ),
        (
            (Button(t.label("↔️ Yes, change"), CityChangeConfirmed(membership.id, city.id)),),
            (Button(t.label("◀️ Back"), PersonChosen(membership.id)),),
        ),
    )


def changed(t: Translator, city: City) -> str:
    """A toast."""
    return t.plain("Done: {city}.", city=short_city(city))


def city_changed(t: Translator, network: Network, city: City, now: datetime) -> Message:
    """To the person whose city was changed."""
    return Message(
        paragraphs(
            t.say(
                "📍 The coordination of {network} has noted that you take part for <b>{city}</b> from now on.",
                network=network.name,
                city=city_name(t, city),
            ),
            t.say("For you it is now {hour} ({zone}).", hour=hour(t, now), zone=zone_name(t, t.zone)),
        ),
        ((Button(t.label("🕒 Change my hours"), HoursOpened()),),),
    )


def _people(t: Translator, number: int) -> Html:
    return t.count("{n} person", "{n} people", number) if number else t.say("nobody yet")


def _staff(t: Translator, staff: Sequence[Member]) -> Html | None:
    coordination = _names(t, staff, Role.COORDINATOR)
    facilitation = _names(t, staff, Role.FACILITATOR)
    return (
        lines(
            t.say("🧭 Coordination: {people}", people=coordination) if coordination else None,
            t.say("🎙 Facilitation: {people}", people=facilitation) if facilitation else None,
        )
        or None
    )


def _names(t: Translator, staff: Sequence[Member], role: Role) -> Html:
    people = [person for membership, person in staff if membership.role is role]
    return t.list_of([_named(person) for person in people[:SHOWN_STAFF]]) if people else Html()


def _member(t: Translator, member: Member, helps: Helps, *, is_titular: bool, is_noted: bool) -> Html:
    membership, person = member
    return lines(
        Html("👤 {}").format(_named(person, _role(t, membership, is_titular=is_titular))),
        named_things(t, HelpKind.OFFER, helps.get((person.id, HelpKind.OFFER), ()), at_most=HELP),
        named_things(t, HelpKind.NEED, helps.get((person.id, HelpKind.NEED), ()), at_most=HELP),
        noted_mark(t) if is_noted else None,
    )


def _role(t: Translator, membership: Membership, *, is_titular: bool) -> Html | None:
    match membership.role:
        case Role.DELEGATE:
            return t.say("<i>titular</i>") if is_titular else t.say("<i>substitute</i>")
        case Role.GUEST:
            return t.say("<i>guest</i>")
        case _:
            return None


def _named(person: Person, role: Html | None = None) -> Html:
    name = Html("<b>{}</b>").format(excerpt(person.name, 60) or "—")
    name = name if role is None else Html("{} ({})").format(name, role)
    return Html("{}, {}").format(name, excerpt(person.post, 80)) if person.post else name


def _arrow_row(t: Translator, page: int, pages: int, to_page: Callable[[int], Press]) -> Rows:
    keys = arrows(t, page, pages, to_page)
    return (keys,) if keys else ()


def _in_rows(keys: Sequence[Button]) -> Rows:
    return tuple(tuple(keys[start : start + NUMBERS_A_ROW]) for start in range(0, len(keys), NUMBERS_A_ROW))
