"""The network's page, and that of a city."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from store.challenges import ChallengesShown
from store.experiences import ExperiencesShown
from store.models import City, HelpKind, Membership, Network, Role
from texts.adoptions.presses import ledger_key
from texts.behalf.words import noted_mark
from texts.challenges.presses import ChallengesListed
from texts.cities import city_name
from texts.experiences.presses import ExperiencesListed
from texts.handovers.presses import catch_up_key, handover_key
from texts.helps import named_things
from texts.lists import in_rows, number_buttons, page_within, pages_for
from texts.menu import back_button, where_to_talk
from texts.message import Button, Html, Message, lines, paragraphs
from texts.needs.presses import map_key
from texts.network.parts import CITIES_A_PAGE, Member, arrow_row, named, numbers_in_rows
from texts.network.presses import CityChangeBegun, CityOpened, NetworkOpened
from texts.network_settings.words import standing_line
from texts.network_texts.shown import about as about_part
from texts.search.asking import hub_key as search_key
from texts.translator import Translator

PEOPLE_A_PAGE = 3
SHOWN_STAFF = 6
HELP = 100

Helps = Mapping[tuple[int, HelpKind], Sequence[str]]


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
    now: datetime,
    exchanging: Sequence[Button] = (),
    about: str = "",
) -> Message:
    """The network's cities, who coordinates, and what its `groups` are called. `exchanging`: the ways to its pairs,
    to what its people are asked, and to what came of it; about: in the coordination's own words.
    """
    page = page_within(page, len(cities), CITIES_A_PAGE)
    shown = cities[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
    listed = [
        Html("{}. {} · {}").format(number, city_name(t, city), _people(t, people))
        for number, (city, people) in enumerate(shown, 1)
    ]
    back = back_button(t) if alone else Button(t.label("◀️ Back"), NetworkOpened(0))
    return Message(
        paragraphs(
            lines(t.say("🏙 <b>{network}</b>", network=network.name), standing_line(t, network, now)),
            about_part(about),
            lines(*listed) if listed else t.say("No city takes part yet."),
            _staff(t, staff),
            where_to_talk(t, groups) if network.closed_at is None else None,
            t.say("A number opens a city: its people, what they offer and need.") if listed else None,
        ),
        (
            *numbers_in_rows(number_buttons([CityOpened(network.id, city.id) for city, _ in shown])),
            *arrow_row(t, page, pages_for(len(cities), CITIES_A_PAGE), lambda to: NetworkOpened(network.id, to)),
            *in_rows((map_key(t, network.id), *exchanging, ledger_key(t, network))),
            *(() if network.closed_at is None else (_what_it_leaves(t, network),)),
            (catch_up_key(t, network.id), search_key(t)),
            (back,),
        ),
    )


def _what_it_leaves(t: Translator, network: Network) -> tuple[Button, ...]:
    """The hub leads to what is shared in networks that go on."""
    return (
        Button(t.label("🧩 Challenges"), ChallengesListed(network.id, ChallengesShown.OPEN, 0)),
        Button(t.label("📚 Experiences"), ExperiencesListed(network.id, ExperiencesShown.ALL, 0)),
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
            *arrow_row(t, page, pages_for(len(members), PEOPLE_A_PAGE), lambda to: CityOpened(network.id, city.id, to)),
            *((key,) for key in noting),
            *(keys if coordinates and members else ()),
            *(((handover_key(t, own),),) if own is not None else ()),
            (Button(t.label("◀️ Back"), NetworkOpened(network.id)),),
        ),
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
    return t.list_of([named(person) for person in people[:SHOWN_STAFF]]) if people else Html()


def _member(t: Translator, member: Member, helps: Helps, *, is_titular: bool, is_noted: bool) -> Html:
    membership, person = member
    return lines(
        Html("👤 {}").format(named(person, _role(t, membership, is_titular=is_titular))),
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
