"""Queries of commitments: what the cities have taken on, in which session, and whom to ask how it goes."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Commitment, Meeting, Network

NEXT_CHECK = sa.select(sa.func.min(Commitment.check_at))  # when the clock has to look at one

# Asked whenever a session's page is shown: built once.
_TAKING_PLACE = sa.select(Meeting).where(
    Meeting.network_id == sa.bindparam("network_id"), Meeting.cancelled_at.is_(None)
)
_BEFORE = _TAKING_PLACE.where(Meeting.starts_at < sa.bindparam("starts_at")).order_by(Meeting.starts_at.desc()).limit(1)
_AFTER = _TAKING_PLACE.where(Meeting.starts_at > sa.bindparam("starts_at")).order_by(Meeting.starts_at).limit(1)
_BEGUN = (
    sa.select(
        Meeting.id,
        sa.func.row_number()
        .over(partition_by=Meeting.network_id, order_by=(Meeting.starts_at.desc(), Meeting.id.desc()))
        .label("place"),
    )
    .where(
        Meeting.network_id.in_(sa.bindparam("network_ids", expanding=True)),
        Meeting.starts_at <= sa.bindparam("now"),
        Meeting.cancelled_at.is_(None),
    )
    .subquery()
)
_LAST = sa.select(Meeting).join(_BEGUN, _BEGUN.c.id == Meeting.id).where(_BEGUN.c.place == 1)
_TAKEN = (
    sa.select(City, Commitment)
    .join(Commitment, Commitment.city_id == City.id)
    .where(Commitment.meeting_id == sa.bindparam("meeting_id"), Commitment.withdrawn_at.is_(None))
    .order_by(City.name, City.slug)
)


class Due(NamedTuple):
    """A city is to be asked how it goes."""

    commitment: Commitment
    meeting: Meeting
    network: Network
    city: City


def commitment_of(session: Session, meeting_id: int, city_id: int) -> Commitment | None:
    """The city's, also one that it has withdrawn."""
    found = sa.select(Commitment).where(Commitment.meeting_id == meeting_id, Commitment.city_id == city_id)
    return session.scalar(found)


def commitments_of(session: Session, meeting_id: int) -> list[tuple[City, Commitment]]:
    """What cities have taken on in a session, by their names; without what was withdrawn."""
    return [(city, commitment) for city, commitment in session.execute(_TAKEN, {"meeting_id": meeting_id})]


def session_before(session: Session, meeting: Meeting) -> Meeting | None:
    """The one before, of those that take place."""
    return session.scalar(_BEFORE, {"network_id": meeting.network_id, "starts_at": meeting.starts_at})


def session_after(session: Session, meeting: Meeting) -> Meeting | None:
    """The one after, of those that take place."""
    return session.scalar(_AFTER, {"network_id": meeting.network_id, "starts_at": meeting.starts_at})


def last_begun(session: Session, network_ids: Collection[int], now: datetime) -> dict[int, Meeting]:
    """The last session of each of these networks that has begun; those without one are left out."""
    found = session.scalars(_LAST, {"network_ids": network_ids, "now": now})
    return {meeting.network_id: meeting for meeting in found}


def checks_due(session: Session, now: datetime, limit: int) -> list[Due]:
    """Those whose moment to be asked about has come; taken, where several look at once, by one."""
    found = (
        sa.select(Commitment, Meeting, Network, City)
        .join(Meeting, Meeting.id == Commitment.meeting_id)
        .join(Network, Network.id == Meeting.network_id)
        .join(City, City.id == Commitment.city_id)
        .where(Commitment.check_at <= now)
        .order_by(Commitment.check_at, Commitment.id)
        .limit(limit)
        .with_for_update(of=Commitment, skip_locked=True)
    )
    return [Due(*row) for row in session.execute(found)]
