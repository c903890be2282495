"""The coordination notes what a city will try, and its people make that their own."""

from actions.access import access_noting, access_own_adoption
from actions.adoptions.taking import do_take_over
from actions.refusals import NotAllowed
from handlers.adoptions.showing import one_of
from handlers.adoptions.trying import begin_for
from handlers.turn import Turn
from store.adoptions import choices_counted, choices_for
from store.models import City, Network
from texts.adoptions import pages
from texts.adoptions.presses import AdoptionNotingBegun, AdoptionNotingListed, noting_key
from texts.lists import PAGE, page_within
from texts.message import Button, Message


def adoption_keys(turn: Turn, network: Network, city: City) -> list[Button]:
    """Among what can be noted for a city: while another one has shared something."""
    return [noting_key(turn.translator, network, city)] if choices_counted(turn.session, network.id, city.id) else []


def list_choices(turn: Turn, press: AdoptionNotingListed) -> Message:
    """What the city could take."""
    turn.check_private()
    network, city = access_noting(turn.session, turn.member, press.network_id, press.city_id)
    number = choices_counted(turn.session, network.id, city.id)
    page = page_within(press.page, number)
    listed = choices_for(turn.session, network.id, city.id, offset=page * PAGE, limit=PAGE)
    return pages.choices(turn.translator, network, city, listed, number=number, page=page)


def begin_noting(turn: Turn, press: AdoptionNotingBegun) -> Message:
    """The first question, about the city."""
    turn.check_private()
    return begin_for(turn, press.kind, press.source_id, press.city_id)


def take_over_adoption(turn: Turn, number: int) -> Message:
    """The city's own from now on."""
    adoption, voice = access_own_adoption(turn.session, turn.member, number)
    if voice.is_noting:
        raise NotAllowed
    do_take_over(turn.session, turn.member, adoption, now=turn.now)
    return one_of(turn, adoption.id)
