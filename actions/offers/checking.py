"""A week after an offer, or a day after it was to arrive, its city is asked whether it has; if not yet, once more."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.commitments.checking import speaking_for
from store.models import Arrival, Kind, Meeting, Network, Offer
from store.offers import whole_offer
from texts.offers import pages
from texts.translator import translator_of


def ask(session: Session, offer: Offer, meeting: Meeting, network: Network, *, now: datetime) -> int:
    """Gives how many are asked: not people on a break, and nobody once the network has ended or it has arrived."""
    offer.check_at = None
    whole = whole_offer(session, offer.id)
    has_come = offer.arrived is Arrival.ARRIVED
    if whole is None or offer.withdrawn_at is not None or has_come or network.closed_at is not None:
        return 0
    time = "check" if offer.arrived is None else "check:again"  # the second is the last: a key is used once
    asked = 0
    for person in speaking_for(session, network.id, whole[2]):
        if person.is_paused(now):
            continue
        key = f"meeting:{meeting.id}:offer:{offer.id}:{time}:person:{person.id}"
        postage = attention.postage(Kind.OFFER_CHECK, person, key=key, now=now)
        message = pages.check(translator_of(person), whole)
        asked += letters.send(session, person.telegram_id or 0, message, now=now, postage=postage)
    return asked
