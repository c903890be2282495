"""What the clock looks at for a network, once a day at most: whether its map of needs, or its pairs, are due.

A look reckons anew from the sessions as they stand: one that was moved, added or cancelled needs to tell nobody.
"""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from actions.needs.telling import first_session_ahead, map_day, tell_map
from actions.pairs.days import DAY, ten_on, today_in
from actions.pairs.rounds import look_at_pairs
from store.models import Network

SELDOM = timedelta(days=3)  # a session that is far may be brought forward meanwhile


def look(session: Session, network: Network, *, now: datetime) -> None:
    """Does what is due, and says when to look again."""
    network.exchange_at = None
    if network.closed_at is not None:
        return
    days = [
        day for day in (_look_at_needs(session, network, now), look_at_pairs(session, network, now)) if day is not None
    ]
    network.exchange_at = ten_on(network, min(days)) if days else None


def _look_at_needs(session: Session, network: Network, now: datetime) -> date | None:
    """Gives the day to look again; None once the network has met, or its map is told."""
    first = first_session_ahead(session, network, now)
    if first is None:
        return None
    today = today_in(network, now)
    day = map_day(network, first)
    if today >= day:
        tell_map(session, network, first, now)
        return None
    return min(max(day, today + DAY), today + SELDOM)
