"""Cities and people of a network at the desk, and a link for each city as a file."""

from actions import city_people as actions
from actions.access import access_coordinating
from handlers.feature import Feature
from handlers.turn import Turn, private_link
from texts.coordinating import cities as texts
from texts.coordinating.presses import CitiesOpened, CityPeopleOpened, LinksAsked
from texts.message import Message


def show_cities(turn: Turn, press: CitiesOpened) -> Message:
    """All of them."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    standings = actions.cities_of(turn.session, network, turn.now)
    return texts.cities(turn.translator, network, standings, press.page)


def open_city(turn: Turn, press: CityPeopleOpened) -> Message:
    """One of them."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    return texts.city(turn.translator, network, actions.city_of(turn.session, network, press.city_id, turn.now))


def send_links(turn: Turn, press: LinksAsked) -> None:
    """Below, as a file; the same links when it is asked for twice."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    turn.toast = texts.links_sent(turn.translator)
    bot = turn.facts.bot_username
    actions.do_send_links(turn.session, turn.member, network, lambda token: private_link(bot, token), now=turn.now)


FEATURE = Feature(presses={CitiesOpened: show_cities, CityPeopleOpened: open_city, LinksAsked: send_links})
