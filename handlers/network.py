"""The network page: cities, their people, what they offer and need; coordinators change somebody's city."""

from collections import defaultdict

from actions import network as actions
from actions.access import access_coordinating, access_network
from actions.handovers.standing import has_place
from handlers.adoptions.showing import city_keys as ledger_keys
from handlers.behalf.listing import city_keys
from handlers.certificates import network_keys as certificate_keys
from handlers.coordinating import open_person
from handlers.feature import Feature
from handlers.follow_ups import network_keys as follow_up_keys
from handlers.pairs.showing import network_keys
from handlers.surveys.answering import network_keys as survey_keys
from handlers.turn import Turn
from store.chats import group_names
from store.helps import helps_for_city, noted_helpers
from store.memberships import networks_of
from store.models import HelpKind, Network, Role, TextKind
from store.network import cities_with_counts, members_for, staff_of
from store.network_texts import words_for
from store.programme import cities_of_network
from texts.coordinating.presses import PersonOpened
from texts.message import Button, Message
from texts.network import changing, pages
from texts.network.presses import (
    CityChangeBegun,
    CityChangeConfirmed,
    CityChosen,
    CityOpened,
    NetworkOpened,
    PersonChosen,
)


def show_networks(turn: Turn) -> Message:
    """The network; first which, when there are several."""
    networks = [network for _, network in networks_of(turn.session, turn.member.id)]
    if not networks:
        return pages.nowhere(turn.translator)
    return _network_page(turn, networks[0].id, 0) if len(networks) == 1 else pages.networks(turn.translator, networks)


def hub_key(turn: Turn) -> Button | None:
    """The way here from the hub."""
    return pages.hub_key(turn.translator) if turn.networks else None


def open_network(turn: Turn, press: NetworkOpened) -> Message:
    """A network's cities."""
    return _network_page(turn, press.network_id, press.page) if press.network_id else show_networks(turn)


def open_city(turn: Turn, press: CityOpened) -> Message:
    """A city's people."""
    membership, network, city = actions.access_city(turn.session, turn.member, press.network_id, press.city_id)
    helps = defaultdict[tuple[int, HelpKind], list[str]](list)
    for person_id, kind, text in helps_for_city(turn.session, network.id, city.id):
        helps[person_id, kind].append(text)
    members = members_for(turn.session, network.id, city.id)
    coordinates = membership.role is Role.COORDINATOR
    own = membership if has_place(membership, network, city) else None
    return pages.city_page(
        turn.translator,
        network,
        city,
        members,
        helps,
        press.page,
        coordinates=coordinates,
        own=own,
        noting=[*city_keys(turn, network, city), *ledger_keys(turn, network, city)],
        noted=noted_helpers(turn.session, network.id, city.id),
    )


def begin_city_change(turn: Turn, press: CityChangeBegun) -> Message:
    """Whose city changes."""
    _, network, city = actions.access_city(turn.session, turn.member, press.network_id, press.city_id)
    access_coordinating(turn.session, turn.member, network.id)
    members = members_for(turn.session, network.id, city.id)
    return changing.whose_city(turn.translator, network, city, members, press.page)


def choose_person(turn: Turn, press: PersonChosen) -> Message:
    """For which city from now on."""
    membership, person, network = actions.access_member(turn.session, turn.member, press.membership_id)
    cities = cities_of_network(turn.session, network.id)
    city = actions.own_city(turn.session, membership)
    return changing.which_city(turn.translator, membership, person, city, cities)


def ask_city_change(turn: Turn, press: CityChosen) -> Message:
    """Asked once."""
    membership, person, network = actions.access_member(turn.session, turn.member, press.membership_id)
    _, _, city = actions.access_city(turn.session, turn.member, network.id, press.city_id)
    present = actions.own_city(turn.session, membership)
    return changing.sure_to_change_city(turn.translator, membership, person, present, city)


def change_city(turn: Turn, press: CityChangeConfirmed) -> Message:
    """Done, and back to the person."""
    _, city = actions.do_change_city(turn.session, turn.member, press.membership_id, press.city_id, now=turn.now)
    turn.toast = changing.changed(turn.translator, city)
    return open_person(turn, PersonOpened(press.membership_id))


def _network_page(turn: Turn, network_id: int, page: int) -> Message:
    _, network = access_network(turn.session, turn.member, network_id)
    cities = cities_with_counts(turn.session, network.id)
    staff = staff_of(turn.session, network.id)
    alone = len(networks_of(turn.session, turn.member.id)) == 1
    groups = group_names(turn.session, network.id)
    return pages.page(
        turn.translator,
        network,
        cities,
        staff,
        page,
        groups=groups,
        alone=alone,
        now=turn.now,
        exchanging=_further_keys(turn, network),
        about=words_for(turn.session, network.id, TextKind.ABOUT, turn.translator.language),
    )


def _further_keys(turn: Turn, network: Network) -> list[Button]:
    """What there is besides its cities, while it lasts and after it has ended."""
    while_it_lasts = [*network_keys(turn, network), *survey_keys(turn, network)]
    return [*while_it_lasts, *certificate_keys(turn, network), *follow_up_keys(turn, network)]


FEATURE = Feature(
    commands={"network": show_networks},
    links={"network": lambda turn, number: open_network(turn, NetworkOpened(int(number or 0)))},
    presses={
        NetworkOpened: open_network,
        CityOpened: open_city,
        CityChangeBegun: begin_city_change,
        PersonChosen: choose_person,
        CityChosen: ask_city_change,
        CityChangeConfirmed: change_city,
    },
    hub=(hub_key,),
)
