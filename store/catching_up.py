"""Queries for whoever comes later: what there is in a network, and what of it is a city's."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from store.live import Noted
from store.models import (
    Arrival,
    Challenge,
    City,
    Commitment,
    Experience,
    LiveNote,
    Meeting,
    Offer,
    Outcome,
    Person,
    Record,
    RecordVersion,
    Solution,
    Visibility,
)

_RECEIVER = aliased(City)
Exchanged = tuple[Offer, City, City]  # who gives, who receives


class Shared(NamedTuple):
    """How much a network has shared, as far as everybody in it may read it; `held`: how many sessions it has had."""

    challenges: int
    solved: int
    solutions: int
    experiences: int
    held: int
    planned: int


def shared_in(session: Session, network_id: int, now: datetime) -> Shared:
    """All counts in one statement."""
    challenges = (
        Challenge.network_id == network_id,
        Challenge.visibility == Visibility.NETWORK,
        Challenge.withdrawn_at.is_(None),
    )
    of_challenges = sa.select(Challenge.id).where(*challenges)
    sessions = (Meeting.network_id == network_id, Meeting.cancelled_at.is_(None))
    counts = (
        sa.select(sa.func.count(Challenge.id)).where(*challenges),
        sa.select(sa.func.count(Challenge.id)).where(*challenges, Challenge.outcome == Outcome.SOLVED),
        sa.select(sa.func.count(Solution.id)).where(
            Solution.challenge_id.in_(of_challenges), Solution.withdrawn_at.is_(None)
        ),
        sa.select(sa.func.count(Experience.id)).where(
            Experience.network_id == network_id,
            Experience.visibility == Visibility.NETWORK,
            Experience.withdrawn_at.is_(None),
        ),
        sa.select(sa.func.count(Meeting.id)).where(*sessions, Meeting.starts_at <= now),
        sa.select(sa.func.count(Meeting.id)).where(*sessions),
    )
    return Shared(*session.execute(sa.select(*(count.scalar_subquery() for count in counts))).one())


def records_in(session: Session, network_id: int) -> list[tuple[Meeting, RecordVersion]]:
    """What was published of the sessions of a network, as it reads now; of the last session first."""
    is_current = sa.and_(RecordVersion.record_id == Record.id, RecordVersion.version == Record.version)
    found = (
        sa.select(Meeting, RecordVersion)
        .join(Record, Record.meeting_id == Meeting.id)
        .join(RecordVersion, is_current)
        .where(Meeting.network_id == network_id, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(meeting, version) for meeting, version in session.execute(found)]


def sessions_with_records(session: Session, network_id: int) -> list[Meeting]:
    """The same without what they say."""
    found = (
        sa.select(Meeting)
        .join(Record, Record.meeting_id == Meeting.id)
        .where(Meeting.network_id == network_id, Meeting.cancelled_at.is_(None), Record.version > 0)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return list(session.scalars(found))


def commitments_in(session: Session, network_id: int, city_id: int) -> list[tuple[Meeting, Commitment]]:
    """What a city has taken on and not withdrawn, the last first."""
    found = (
        sa.select(Meeting, Commitment)
        .join(Commitment, Commitment.meeting_id == Meeting.id)
        .where(Meeting.network_id == network_id, Commitment.city_id == city_id, Commitment.withdrawn_at.is_(None))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(meeting, commitment) for meeting, commitment in session.execute(found)]


def offers_around(session: Session, network_id: int, city_id: int) -> list[Exchanged]:
    """What a city gives and receives in a network, the last first."""
    found = (
        sa.select(Offer, City, _RECEIVER)
        .join(City, City.id == Offer.city_id)
        .join(_RECEIVER, _RECEIVER.id == Offer.for_city_id)
        .join(Meeting, Meeting.id == Offer.meeting_id)
        .where(
            Meeting.network_id == network_id,
            sa.or_(Offer.city_id == city_id, Offer.for_city_id == city_id),
            Offer.withdrawn_at.is_(None),
        )
        .order_by(Offer.id.desc())
    )
    return [(offer, giver, receiver) for offer, giver, receiver in session.execute(found)]


def is_open(offer: Offer) -> bool:
    """Whether it has still to arrive."""
    return offer.arrived is not Arrival.ARRIVED


def notes_for(session: Session, network_id: int, city_id: int) -> list[tuple[Meeting, Noted]]:
    """What was written for a city in silence and handed to it, the last session first, in it as it was written."""
    found = (
        sa.select(Meeting, LiveNote, City, Person)
        .join(LiveNote, LiveNote.meeting_id == Meeting.id)
        .join(City, City.id == LiveNote.city_id)
        .join(Person, Person.id == LiveNote.person_id)
        .where(Meeting.network_id == network_id, LiveNote.for_city_id == city_id, LiveNote.handed_at.is_not(None))
        .order_by(Meeting.starts_at.desc(), LiveNote.id)
    )
    return [(row[0], Noted(*row[1:])) for row in session.execute(found)]
