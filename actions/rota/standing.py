"""How a rota stands at a moment: which session has whose case, and where there is room."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy.orm import Session

from store import rota as store
from store.cases import cities_that_ask
from store.models import City, Meeting, Network, Rota
from store.programme import cities_of_network, series_of_network
from texts.rota.shown import Cancelled, Place, Standing

CASES = 2  # in a session of ninety minutes
WORKING = range(2, 6)  # sessions between the opening one and the closing one


def standing_of(session: Session, rota: Rota, network: Network, now: datetime) -> Standing:
    """All that texts tell of it."""
    by_meeting: dict[int, list[City]] = defaultdict(list)
    with_turn = set()
    for city, meeting in store.turns_of(session, rota):
        by_meeting[meeting.id].append(city)
        with_turn.add(city.id)
    meetings = sorted(series_of_network(session, network.id), key=lambda one: (one.starts_at, one.id))
    held = [one for one in meetings if one.cancelled_at is None]
    return Standing(
        rota,
        network,
        places=tuple(
            Place(one, tuple(by_meeting[one.id]), max(0, CASES - len(by_meeting[one.id])), one.number in WORKING)
            for one in held
            if by_meeting[one.id] or one.starts_at > now
        ),
        cancelled=tuple(
            Cancelled(one, tuple(by_meeting[one.id]))
            for one in meetings
            if one.cancelled_at is not None and by_meeting[one.id]
        ),
        asking=cities_that_ask(session, rota.id),
        turnless=tuple(city for city in cities_of_network(session, network.id) if city.id not in with_turn),
        now=now,
    )


def working_sessions_ahead(session: Session, network: Network, now: datetime) -> list[Meeting]:
    """Those among which a proposal distributes the cities, by date."""
    found = [
        meeting
        for meeting in series_of_network(session, network.id)
        if meeting.number in WORKING and meeting.cancelled_at is None and meeting.starts_at > now
    ]
    return sorted(found, key=lambda meeting: (meeting.starts_at, meeting.id))
