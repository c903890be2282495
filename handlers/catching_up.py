"""Whoever comes later catches up: one message, all of it in one document, and lists of what there is."""

from actions.access import access_network
from actions.catching_up.files import file_message, printed_for, want_file
from actions.catching_up.standing import catch_up_of, open_offers
from actions.refusals import NotFound
from handlers.feature import Feature
from handlers.turn import Turn
from reports.catching_up import catch_up_order
from store.catching_up import sessions_with_records
from store.memberships import city_by_id
from store.tasks import use_again
from texts.catching_up import lists, message
from texts.catching_up.presses import CatchUpFileAsked, CityOffersOpened, RecordsListed
from texts.handovers.presses import CatchUpOpened
from texts.message import Message


def catch_up(turn: Turn, press: CatchUpOpened) -> Message:
    """Where things stand."""
    found, reader = catch_up_of(turn.session, turn.member, press.network_id, turn.now)
    return message.catch_up(reader, found, turn.now)


def catch_up_whole(turn: Turn, network_id: int) -> None:
    """The message, and the document without having to ask for it."""
    turn.say(catch_up(turn, CatchUpOpened(network_id)))
    want_file(turn.session, turn.member, access_network(turn.session, turn.member, network_id)[1], turn.now)


def send_file(turn: Turn, press: CatchUpFileAsked) -> None:
    """The PDF: at once when nothing has changed since it was asked for, or a moment later."""
    turn.check_private()
    reader, told = printed_for(turn.session, turn.member, press.network_id, turn.now)
    order = catch_up_order(reader, told)
    if use_again(turn.session, order.digest, turn.now):
        turn.say(file_message(turn.member, told.network, order.digest))
        turn.toast = message.file_sent(turn.translator)
        return
    want_file(turn.session, turn.member, told.network, turn.now)
    turn.toast = message.file_begun(turn.translator)


def list_records(turn: Turn, press: RecordsListed) -> Message:
    """By session."""
    turn.check_private()
    _, network = access_network(turn.session, turn.member, press.network_id)
    return lists.records(turn.translator, network, sessions_with_records(turn.session, network.id), press.page)


def list_offers(turn: Turn, press: CityOffersOpened) -> Message:
    """To and of the reader's city."""
    turn.check_private()
    membership, network = access_network(turn.session, turn.member, press.network_id)
    city = city_by_id(turn.session, membership.city_id)
    if city is None:
        raise NotFound
    return lists.offers(turn.translator, network, city, open_offers(turn.session, network, city), press.page)


FEATURE = Feature(
    presses={
        CatchUpOpened: catch_up,
        CatchUpFileAsked: send_file,
        RecordsListed: list_records,
        CityOffersOpened: list_offers,
    },
)
