"""Queries for whoever comes later: how much there is in a network."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Challenge, Experience, Meeting, Outcome, Solution, Visibility


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
