"""Cities that may drop out: told to coordinators alone, with what points to it."""

from collections.abc import Sequence
from enum import Enum, auto

from store.frozen import frozen
from store.models import City, Network
from texts.cities import short_city
from texts.coordinating.presses import NetworkDeskOpened
from texts.lists import in_rows, number_buttons, some_of
from texts.message import Button, Html, Message, lines, paragraphs
from texts.network.presses import CityOpened
from texts.translator import Translator

MOST = 8
MOST_NAMES = 3


class Sign(Enum):
    """What points to it."""

    MISSED = auto()
    SILENT = auto()
    BLOCKED = auto()


@frozen
class AtRisk:
    """A city, and the signs in their order."""

    network: Network
    city: City
    signs: tuple[Sign, ...]


def page(t: Translator, network: Network, found: Sequence[AtRisk]) -> Message:
    """A number opens the city, with its people."""
    shown = found[:MOST]
    return Message(
        paragraphs(
            t.say("⚠️ <b>Cities at risk</b> · {network}", network=network.name),
            lines(*(_line(t, place, one) for place, one in enumerate(shown, 1)))
            if shown
            else t.say("✅ No city looks as if it would drop out."),
            t.say("Only the coordination sees this. A call often helps more than a message.") if shown else None,
        ),
        (
            *in_rows(number_buttons([CityOpened(network.id, one.city.id) for one in shown]), 4),
            (Button(t.label("◀️ Back"), NetworkDeskOpened(network.id)),),
        ),
    )


def by_network(found: Sequence[AtRisk]) -> list[tuple[Network, list[AtRisk]]]:
    """Each network has a page of its own: one line for all would name cities that its key does not show."""
    networks = {one.network.id: one.network for one in found}
    return [(network, [one for one in found if one.network.id == number]) for number, network in networks.items()]


def desk_line(t: Translator, network: Network, found: Sequence[AtRisk]) -> Html:
    """For what needs coordinators today."""
    named = [Html.escape(short_city(one.city)) for one in found]
    return t.say("⚠️ {network}: may drop out: {cities}.", network=network.name, cities=some_of(t, named, MOST_NAMES))


def _line(t: Translator, place: int, one: AtRisk) -> Html:
    why = t.list_of([_sign(t, sign) for sign in one.signs])
    return t.say("{place}. {city}: {why}", place=place, city=short_city(one.city), why=why)


def _sign(t: Translator, sign: Sign) -> Html:
    match sign:
        case Sign.MISSED:
            return t.say("was not in the last two sessions")
        case Sign.SILENT:
            return t.say("no answer to anything for four weeks")
        case Sign.BLOCKED:
            return t.say("no message reaches its titular")
