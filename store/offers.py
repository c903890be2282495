"""Queries of what cities offer each other."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from store.models import City, Meeting, Network, Offer, Person

NEXT_CHECK = sa.select(sa.func.min(Offer.check_at))  # when the clock has to look at one

Whole = tuple[Offer, City, City, Person]  # who gives, who receives, who wrote it

_RECEIVER = aliased(City)


def _whole() -> sa.Select[*Whole]:
    return (
        sa.select(Offer, City, _RECEIVER, Person)
        .join(City, City.id == Offer.city_id)
        .join(_RECEIVER, _RECEIVER.id == Offer.for_city_id)
        .join(Person, Person.id == Offer.person_id)
        .order_by(Offer.id)
    )


def offers_of(session: Session, meeting_id: int, for_city_id: int | None = None) -> list[Whole]:
    """Those of a session, or of them those for a city, as they were made; without what was withdrawn."""
    found = _whole().where(Offer.meeting_id == meeting_id, Offer.withdrawn_at.is_(None))
    if for_city_id is not None:
        found = found.where(Offer.for_city_id == for_city_id)
    return [(offer, giver, receiver, person) for offer, giver, receiver, person in session.execute(found)]


def whole_offer(session: Session, offer_id: int) -> Whole | None:
    """One of them, also one that was withdrawn."""
    row = session.execute(_whole().where(Offer.id == offer_id)).first()
    return None if row is None else (row[0], row[1], row[2], row[3])


def checks_due(session: Session, now: datetime, limit: int) -> list[tuple[Offer, Meeting, Network]]:
    """Those whose moment to be asked about has come; taken, where several look at once, by one."""
    found = (
        sa.select(Offer, Meeting, Network)
        .join(Meeting, Meeting.id == Offer.meeting_id)
        .join(Network, Network.id == Meeting.network_id)
        .where(Offer.check_at <= now)
        .order_by(Offer.check_at, Offer.id)
        .limit(limit)
        .with_for_update(of=Offer, skip_locked=True)
    )
    return [(offer, meeting, network) for offer, meeting, network in session.execute(found)]


def offers_in(session: Session, meeting: Meeting) -> list[Offer]:
    """The same without their cities and authors."""
    return [offer for offer, *_ in offers_of(session, meeting.id)]
