"""Coordinators have a rota of cases proposed, change and publish it; the network reads it."""

from collections.abc import Callable
from dataclasses import replace

from actions.access import access_coordinated_rota, access_coordinating, access_network, access_published_rota
from actions.readers import reader_of
from actions.refusals import PrivateOnly
from actions.rota.changing import city_in, do_exchange, do_move_turn
from actions.rota.drawing import check_publishable, do_draw, do_publish, do_redraw
from actions.rota.reading import subject_of, told
from actions.rota.standing import standing_of
from handlers.turn import Turn
from store.memberships import city_by_id, membership_of
from store.models import Network, Role, Rota
from store.programme import cities_of_network
from store.rota import rota_of
from texts.meetings.shown import Reader
from texts.message import Message
from texts.rota import desk, telling
from texts.rota.presses import (
    PublicationBegun,
    RotaDrawn,
    RotaOpened,
    RotaPublished,
    RotaRedrawn,
    TurnMoved,
    TurnOpened,
    TurnsExchanged,
)


def open_rota(turn: Turn, press: RotaOpened) -> Message:
    """With keys to change it, for those who coordinate; for others as it is published."""
    check_private(turn)
    membership, network = access_network(turn.session, turn.member, press.network_id)
    if membership.role is Role.COORDINATOR:
        return _desk(turn, network)
    rota = access_published_rota(turn.session, turn.member, network.id)
    city = city_by_id(turn.session, membership.city_id)
    standing = standing_of(turn.session, rota, network, turn.now)
    page = telling.page(reader_of(turn.session, turn.member, city), standing, city)
    return replace(page, subject=subject_of(rota))


def draw(turn: Turn, press: RotaDrawn) -> Message:
    """Proposes turns, where there are none."""
    check_private(turn)
    network = access_coordinating(turn.session, turn.member, press.network_id)
    rota = do_draw(turn.session, turn.member, network, now=turn.now)
    if rota.published_at is None:
        turn.toast = desk.drawn(turn.translator)
    return _desk(turn, network)


def redraw(turn: Turn, press: RotaRedrawn) -> Message:
    """Proposes them anew."""
    rota, network = _coordinated(turn, press.rota_id)
    do_redraw(turn.session, turn.member, rota, network, sequence=press.sequence, now=turn.now)
    turn.toast = desk.drawn(turn.translator)
    return _desk(turn, network)


def begin_publication(turn: Turn, press: PublicationBegun) -> Message:
    """Asks whether that is meant, and says whom it reaches."""
    rota, network = _coordinated(turn, press.rota_id)
    if rota.published_at is not None:
        return _desk(turn, network)
    check_publishable(turn.session, rota, network, turn.now)
    people = told(turn.session, network, besides=turn.member.id, now=turn.now)
    reached = {one.city.id for one in people if one.city is not None}
    unreached = [city for city in cities_of_network(turn.session, network.id) if city.id not in reached]
    standing = standing_of(turn.session, rota, network, turn.now)
    return desk.publication_question(turn.translator, standing, len(people), unreached)


def publish(turn: Turn, press: RotaPublished) -> Message:
    """Everybody is told."""
    rota, network = _coordinated(turn, press.rota_id)
    do_publish(turn.session, turn.member, rota, network, sequence=press.sequence, now=turn.now)
    turn.toast = desk.published(turn.translator)
    return _desk(turn, network)


def open_turn(turn: Turn, press: TurnOpened) -> Message:
    """To where a city's turn can go."""
    rota, network = _coordinated(turn, press.rota_id)
    standing = standing_of(turn.session, rota, network, turn.now)
    return desk.turn(_reader(turn, network), standing, city_in(standing, press.city_id))


def move_turn(turn: Turn, press: TurnMoved) -> Message:
    """To a session with a free place."""
    return _change(turn, press, do_move_turn, press.meeting_id)


def exchange_turns(turn: Turn, press: TurnsExchanged) -> Message:
    """Two cities swap."""
    return _change(turn, press, do_exchange, press.other_city_id)


def _change(turn: Turn, press: TurnMoved | TurnsExchanged, do: Callable[..., None], with_id: int) -> Message:
    rota, network = _coordinated(turn, press.rota_id)
    do(turn.session, turn.member, rota, network, press.city_id, with_id, sequence=press.sequence, now=turn.now)
    turn.toast = desk.changed(turn.translator)
    return _desk(turn, network)


def check_private(turn: Turn) -> None:
    """Groups see cards of sessions only."""
    if not turn.place.is_private:
        raise PrivateOnly


def _coordinated(turn: Turn, rota_id: int) -> tuple[Rota, Network]:
    check_private(turn)
    return access_coordinated_rota(turn.session, turn.member, rota_id)


def _desk(turn: Turn, network: Network) -> Message:
    rota = rota_of(turn.session, network.id)
    if rota is None:
        return desk.none_yet(turn.translator, network)
    return desk.page(_reader(turn, network), standing_of(turn.session, rota, network, turn.now))


def _reader(turn: Turn, network: Network) -> Reader:
    membership = membership_of(turn.session, turn.member.id, network.id)
    return reader_of(turn.session, turn.member, city_by_id(turn.session, membership.city_id if membership else None))
