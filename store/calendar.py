"""Calendars that are fetched: whose they are, and what stands in them."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import CalendarFeed, Meeting, Network, Person


def feed_of(session: Session, person: Person, network: Network | None) -> CalendarFeed | None:
    """The network's, or the person's own where none is named."""
    owner = CalendarFeed.person_id == person.id if network is None else CalendarFeed.network_id == network.id
    return session.scalar(sa.select(CalendarFeed).where(owner))


def feed_by_hash(session: Session, token_hash: str) -> CalendarFeed | None:
    """The one whose address is good at present."""
    return session.scalar(sa.select(CalendarFeed).where(CalendarFeed.token_hash == token_hash))


def forget_feed_of(session: Session, person_id: int) -> None:
    """The person's own address."""
    session.execute(sa.delete(CalendarFeed).where(CalendarFeed.person_id == person_id))


def sessions_of(session: Session, network_ids: Collection[int]) -> list[tuple[Meeting, Network]]:
    """All sessions of these networks, past and cancelled ones too, the earliest first."""
    found = (
        sa.select(Meeting, Network)
        .join(Network, Network.id == Meeting.network_id)
        .where(Meeting.network_id.in_(network_ids))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, network) for meeting, network in session.execute(found)]
