"""To whom an announcement goes: what it is narrowed to, and the list of the people before it is sent."""

from collections.abc import Callable
from typing import Any

from actions.access import access_coordinated_networks
from actions.announcements import line, narrowing
from actions.announcements.narrowing import Choice
from handlers.turn import Turn
from store.models import Narrowing
from texts.announcements import audience as texts
from texts.announcements.audience import (
    AudienceNarrowed,
    AudienceNetworkChosen,
    AudienceNetworksOpened,
    AudienceOpened,
    AudienceWidened,
    NarrowingOpened,
    RecipientsListed,
)
from texts.message import Message
from texts.presses import Press


def open_audience(turn: Turn, press: AudienceOpened) -> Message:
    """Over the panel, which comes back with Back."""
    choice = narrowing.choice_of(turn.session, turn.member, press.announcement_id, turn.now)
    line.leave(turn.session, choice.announcement, turn.incoming.message_id)
    return _shown(turn, choice)


def open_narrowing(turn: Turn, press: NarrowingOpened) -> Message:
    """By one thing."""
    choice = narrowing.choice_of(turn.session, turn.member, press.announcement_id, turn.now)
    return _choices(turn, choice, press.by, press.page)


def narrow(turn: Turn, press: AudienceNarrowed) -> Message:
    """A tick, and how many it is for now."""
    number, by, value = press.announcement_id, press.by, press.value
    choice = narrowing.do_narrow(turn.session, turn.member, number, by, value, is_wanted=press.is_wanted, now=turn.now)
    return _choices(turn, choice, by, press.page)


def widen(turn: Turn, press: AudienceWidened) -> Message:
    """No ticks any more."""
    return _shown(turn, narrowing.do_widen(turn.session, turn.member, press.announcement_id, now=turn.now))


def list_people(turn: Turn, press: RecipientsListed) -> Message:
    """By name."""
    number = press.announcement_id
    shown, count, page = narrowing.page_of_people(turn.session, turn.member, number, press.page, turn.now)
    return texts.people(turn.translator, number, shown, count, page)


def open_networks(turn: Turn, press: AudienceNetworksOpened) -> Message:
    """Those that the author coordinates."""
    choice = narrowing.choice_of(turn.session, turn.member, press.announcement_id, turn.now)
    return _networks(turn, choice, press.page)


def choose_network(turn: Turn, press: AudienceNetworkChosen) -> Message:
    """A tick, and how many it is for now."""
    number, network_id = press.announcement_id, press.network_id
    choice = narrowing.do_choose_network(
        turn.session, turn.member, number, network_id, is_wanted=press.is_wanted, now=turn.now
    )
    return _networks(turn, choice, press.page)


def _shown(turn: Turn, choice: Choice) -> Message:
    has_networks = len(access_coordinated_networks(turn.session, turn.member)) > 1
    number = choice.announcement.id
    return texts.audience(turn.translator, number, choice.narrowed, choice.count, has_networks=has_networks)


def _choices(turn: Turn, choice: Choice, by: Narrowing, page: int) -> Message:
    values = narrowing.offered(turn.session, choice, by, turn.now)
    return texts.choices(turn.translator, choice.announcement.id, by, values, choice.narrowed, choice.count, page)


def _networks(turn: Turn, choice: Choice, page: int) -> Message:
    everything = access_coordinated_networks(turn.session, turn.member)
    chosen = choice.audience.network_ids
    return texts.networks(turn.translator, choice.announcement.id, everything, chosen, choice.count, page)


PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    AudienceOpened: open_audience,
    NarrowingOpened: open_narrowing,
    AudienceNarrowed: narrow,
    AudienceWidened: widen,
    RecipientsListed: list_people,
    AudienceNetworksOpened: open_networks,
    AudienceNetworkChosen: choose_network,
}
