"""What cities learn from each other as it is looked at: the ledger, one adoption, and what stands below its source."""

from dataclasses import replace

from actions.access import access_adoption, access_network, access_source, may_contribute
from actions.adoptions.standing import shown_to
from actions.network import access_city
from actions.refusals import NotFound, Refused
from handlers.turn import Turn
from store.adoptions import Source, SourceKind, adopters_of, ledger, ledger_counted
from store.database import row_by_id
from store.memberships import city_by_id, membership_of
from store.models import Adoption, City, Experience, Network, Solution
from texts.adoptions import pages
from texts.adoptions.presses import (
    ALL,
    AdoptionCheckOpened,
    AdoptionOpened,
    AdoptionsListed,
    ledger_key,
    own_key,
    try_key,
)
from texts.adoptions.shown import adopters
from texts.lists import PAGE, page_within
from texts.message import Button, Message, paragraphs


def list_adoptions(turn: Turn, press: AdoptionsListed) -> Message:
    """A page of the ledger: of all cities, or of one."""
    turn.check_private()
    membership, network = access_network(turn.session, turn.member, press.network_id)
    city = None if press.city_id == ALL else access_city(turn.session, turn.member, network.id, press.city_id)[2]
    city_id = None if city is None else city.id
    number = ledger_counted(turn.session, network.id, city_id)
    page = page_within(press.page, number)
    return pages.ledger(
        turn.translator,
        network,
        ledger(turn.session, network.id, city_id, offset=page * PAGE, limit=PAGE),
        number=number,
        page=page,
        city=city,
        own=city_by_id(turn.session, membership.city_id),
    )


def open_adoption(turn: Turn, press: AdoptionOpened) -> Message:
    """The whole."""
    turn.check_private()
    return one_of(turn, press.adoption_id, press.city_id, press.page)


def one_of(turn: Turn, adoption_id: int, city_id: int = ALL, page: int = 0) -> Message:
    """With keys for those who speak for the city."""
    adoption = access_adoption(turn.session, turn.member, adoption_id)
    back_to = AdoptionsListed(adoption.network_id, city_id, page)
    return pages.one(turn.translator, shown_to(turn.session, turn.member, adoption, turn.now), back_to)


def open_check(turn: Turn, press: AdoptionCheckOpened) -> None:
    """From a digest, which stays above."""
    turn.check_private()
    turn.say(one_of(turn, press.adoption_id))


def follow_link(turn: Turn, number: str) -> Message:
    """`/start adoption-4`, from a digest."""
    adoption = row_by_id(turn.session, Adoption, int(number)) if number else None
    if adoption is None:
        raise NotFound
    if adoption.withdrawn_at is not None:
        return list_adoptions(turn, AdoptionsListed(adoption.network_id))
    return one_of(turn, adoption.id)


def with_adopters(turn: Turn, shown: Message, record: Experience | Solution) -> Message:
    """Below what a city has shared: who tries it, and the key to try it for the cities that do not."""
    kind = SourceKind.EXPERIENCE if isinstance(record, Experience) else SourceKind.SOLUTION
    try:
        source = access_source(turn.session, turn.member, kind, record.id)
    except Refused:  # for the coordination alone, or shared by no city
        return shown
    if membership_of(turn.session, turn.member.id, source.network_id) is None:
        return shown  # let in to this record, and to nothing else of its network
    found = adopters_of(turn.session, source)
    key = _key(turn, source)
    text = paragraphs(shown.text, adopters(turn.translator, found)) if found else shown.text
    rows = (*shown.rows[:-1], *(((key,),) if key is not None else ()), *shown.rows[-1:])
    return replace(shown, text=text, rows=rows)


def _key(turn: Turn, source: Source) -> Button | None:
    membership = membership_of(turn.session, turn.member.id, source.network_id)
    if membership is None or membership.city_id in (None, source.record.city_id):
        return None
    own = next((one for one, city in adopters_of(turn.session, source) if city.id == membership.city_id), None)
    if own is not None:
        return own_key(turn.translator, own.id)
    network = turn.session.get_one(Network, source.network_id)
    if not may_contribute(membership, network):
        return None
    return try_key(turn.translator, source.kind, source.record.id)


def city_keys(turn: Turn, network: Network, city: City) -> list[Button]:
    """On the page of a city that learned something, or taught it."""
    has_some = ledger_counted(turn.session, network.id, city.id) > 0
    return [ledger_key(turn.translator, network, city)] if has_some else []
