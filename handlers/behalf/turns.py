"""The turn of a city in the rota of cases, and what it asks there."""

from actions.refusals import Refused
from actions.rota.standing import standing_of
from actions.rota.swapping import own_meeting
from handlers.turn import Turn
from store.models import City, Network
from store.rota import published_rota_of
from texts.message import Button
from texts.rota.presses import noting_keys


def turn_keys(turn: Turn, network: Network, city: City) -> list[Button]:
    """While its turn is ahead."""
    rota = published_rota_of(turn.session, network.id)
    if rota is None:
        return []
    try:
        own_meeting(standing_of(turn.session, rota, network, turn.now), city)
    except Refused:
        return []
    return [*noting_keys(turn.translator, network.id, city.id)]
