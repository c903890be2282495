"""The people of a city are told what is offered to them: with its case, at the end of the session, or later at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.cards import Render
from actions.commitments.checking import speaking_for
from store.models import City, Kind, Meeting, Network, Offer
from store.offers import Whole, offers_of, whole_offer
from texts.message import Message
from texts.offers import pages
from texts.translator import Translator, translator_of


def tell_all_of(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """Each city once, of all that it has not been told of."""
    waiting = [whole for whole in offers_of(session, meeting.id) if whole[0].told_at is None]
    for city in {whole[2].id: whole[2] for whole in waiting}.values():
        own = [whole for whole in waiting if whole[2].id == city.id]

        def render(t: Translator, own: list[Whole] = own) -> Message:
            return pages.told(t, own, meeting, network)

        _send(session, meeting, network, city, f"{own[-1][0].id}:told", render, now)
        for whole in own:
            whole[0].told_at = now
    session.flush()


def tell_withdrawn(session: Session, meeting: Meeting, network: Network, offer_id: int, *, now: datetime) -> None:
    """Only where it had been told."""
    whole = whole_offer(session, offer_id)
    if whole is not None and whole[0].told_at is not None:
        found = whole
        key = f"{offer_id}:withdrawn"
        _send(session, meeting, network, whole[2], key, lambda t: pages.withdrawn_notice(t, found), now)


def tell_awaited(session: Session, offer: Offer, *, now: datetime) -> None:
    """The people of the city that gives it learn that it is waited for; once, however often that is said."""
    whole, meeting = whole_offer(session, offer.id), session.get_one(Meeting, offer.meeting_id)
    if whole is not None:
        network = session.get_one(Network, meeting.network_id)
        found = whole
        _send(session, meeting, network, whole[1], f"{offer.id}:awaited", lambda t: pages.awaited(t, found), now)


def _send(
    session: Session, meeting: Meeting, network: Network, city: City, what: str, render: Render, now: datetime
) -> None:
    for person in speaking_for(session, network.id, city):
        key = f"meeting:{meeting.id}:offer:{what}:person:{person.id}"
        postage = attention.postage(Kind.OFFER, person, key=key, now=now)
        letters.send(session, person.telegram_id or 0, render(translator_of(person)), now=now, postage=postage)
