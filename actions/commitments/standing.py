"""How the commitments of a session stand at a moment.

Meetings ask this for their pages, so nothing here knows how meetings are told of.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from store import commitments as store
from store.database import row_by_id
from store.models import Challenge, City, Commitment, Meeting, Network
from store.programme import cities_of_network
from texts.commitments.shown import Round, Taken


def round_of(session: Session, meeting: Meeting, network: Network, now: datetime) -> Round:
    """All that texts tell of a session's commitments."""
    taken = tuple(Taken(city, commitment) for city, commitment in store.commitments_of(session, meeting.id))
    named = {city.id for city, _ in taken}
    silent = tuple(city for city in cities_of_network(session, network.id) if city.id not in named)
    return Round(meeting, network, store.session_after(session, meeting), taken, silent, now)


def rounds_around(session: Session, meeting: Meeting, network: Network, now: datetime) -> tuple[Round, ...]:
    """Those of the session before, with which this one opens, and those of this one once it has begun."""
    before = store.session_before(session, meeting)
    shown = [before] if before is not None and before.starts_at <= now else []
    shown += [meeting] if meeting.starts_at <= now else []
    return tuple(round_of(session, one, network, now) for one in shown)


def last_of(session: Session, networks: Collection[Network], now: datetime) -> list[tuple[Meeting, Network]]:
    """The sessions of these networks in which something can be taken on, or was for the last time."""
    begun = store.last_begun(session, [network.id for network in networks], now)
    return [(begun[network.id], network) for network in networks if network.id in begun]


def standing_commitment(session: Session, meeting: Meeting, city: City) -> Commitment | None:
    """The city's, unless it was withdrawn."""
    commitment = store.commitment_of(session, meeting.id, city.id)
    return None if commitment is None or commitment.withdrawn_at is not None else commitment


def sequence_of(commitment: Commitment | None) -> int:
    """As keys and questions have it; 0: there is none."""
    return 0 if commitment is None else commitment.sequence


def help_of(session: Session, commitment: Commitment) -> Challenge | None:
    """The challenge that came of what is in the way, unless it was withdrawn."""
    if commitment.challenge_id is None:
        return None
    challenge = row_by_id(session, Challenge, commitment.challenge_id)
    return None if challenge is None or challenge.withdrawn_at is not None else challenge
