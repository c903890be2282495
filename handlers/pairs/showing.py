"""Pairs as they are looked at, and whether one's city wants them."""

from actions.access import OWN, Seen, access_network, access_pair
from actions.pairs.days import ASKED_AFTER
from actions.pairs.standing import meeting_of, month_of
from actions.pairs.wishes import do_wish
from actions.readers import reader_of
from handlers.form import number_in
from handlers.turn import Turn
from store.memberships import city_by_id
from store.models import Network, Role
from texts.message import Button, Message
from texts.pairs import letters, month
from texts.pairs.presses import PairOpened, PairsOpened, PairWished, pairs_key
from texts.pairs.shown import Month, PairShown


def network_keys(turn: Turn, network: Network) -> list[Button]:
    """The way here from a network's page: where they are open, and for who may open them."""
    membership = next((one for one, of in turn.networks if of.id == network.id), None)
    coordinates = membership is not None and membership.role is Role.COORDINATOR
    return [pairs_key(turn.translator, network.id)] if network.pairs_on_at is not None or coordinates else []


def open_pairs(turn: Turn, press: PairsOpened) -> Message:
    """Those of a network."""
    turn.check_private()
    return month.page(turn.translator, month_for(turn, press.network_id))


def month_for(turn: Turn, network_id: int) -> Month:
    """As the person may see it."""
    membership, network = access_network(turn.session, turn.member, network_id)
    return month_of(turn.session, network, membership)


def follow_link(turn: Turn, number: str) -> Message:
    """`/start pairs-1`, from a digest."""
    return open_pairs(turn, PairsOpened(number_in(number)))


def follow_pair_link(turn: Turn, number: str) -> Message:
    """`/start pair-4`."""
    return open_pair(turn, PairOpened(number_in(number)))


def open_pair(turn: Turn, press: PairOpened) -> Message:
    """One: that of the person's city, or as the coordination sees it."""
    turn.check_private()
    return pair_page(turn, access_pair(turn.session, turn.member, press.pair_id))


def pair_page(turn: Turn, seen: Seen) -> Message:
    """As it stands now."""
    city = city_by_id(turn.session, seen.membership.city_id)
    shown = shown_pair(turn, seen)
    if city is None or seen.paired.said_by(city.id) is None or seen.round.left_at is None:
        return letters.looked_at(turn.translator, shown)
    is_due = turn.now >= seen.round.left_at + ASKED_AFTER
    return letters.opened(reader_of(turn.session, turn.member, city), shown, city, is_due=is_due)


def shown_pair(turn: Turn, seen: Seen) -> PairShown:
    """With what its cities have for each other."""
    return meeting_of(turn.session, seen.network, seen.paired, seen.round, turn.now)


def wish(turn: Turn, press: PairWished) -> Message:
    """A city wants to, or no more; noted by the coordination it is in the name of another one."""
    turn.check_private()
    network, is_late = do_wish(
        turn.session, turn.member, press.network_id, press.city_id, wants=press.wants, now=turn.now
    )
    turn.toast = month.wished(turn.translator, wants=press.wants, is_late=is_late)
    shown = month_for(turn, network.id)
    return month.page(turn.translator, shown) if press.city_id == OWN else month.wishes_page(turn.translator, shown)
