"""Queries of challenges."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.frozen import frozen
from store.models import Challenge, City, Outcome, Solution, Visibility


class ChallengesShown(StrEnum):
    """Which challenges of a network a list shows. `OTHERS` are the open ones that a person may answer."""

    OPEN = "open"
    SOLVED = "solved"
    MINE = "mine"
    OTHERS = "others"


@frozen
class ListedChallenge:
    """A line of a list."""

    challenge: Challenge
    city: City | None
    answers: int


def listed_challenges(
    session: Session,
    network_id: int,
    person_id: int,
    shown: ChallengesShown,
    *,
    sees_all: bool,
    offset: int,
    limit: int,
) -> list[ListedChallenge]:
    """The newest first. `sees_all`: also those that others shared with the coordination alone."""
    found = (
        sa.select(Challenge, City, _answers())
        .outerjoin(City, City.id == Challenge.city_id)
        .where(*_shown(network_id, person_id, shown, sees_all))
        .order_by(Challenge.published_at.desc(), Challenge.id.desc())
    )
    rows = session.execute(found.offset(offset).limit(limit))
    return [ListedChallenge(challenge, city, answers) for challenge, city, answers in rows]


def challenges_counted(
    session: Session, network_id: int, person_id: int, shown: ChallengesShown, *, sees_all: bool
) -> int:
    """How many a list shows on all its pages."""
    found = sa.select(sa.func.count(Challenge.id)).where(*_shown(network_id, person_id, shown, sees_all))
    return session.scalar(found) or 0


def challenges_by_city(
    session: Session, network_id: int, city_id: int, *, is_own: bool, offset: int, limit: int
) -> list[ListedChallenge]:
    """The city's own, however they stand; or those of the others that are open to all. The newest first."""
    found = (
        sa.select(Challenge, City, _answers())
        .outerjoin(City, City.id == Challenge.city_id)
        .where(*_by_city(network_id, city_id, is_own))
        .order_by(Challenge.published_at.desc(), Challenge.id.desc())
    )
    rows = session.execute(found.offset(offset).limit(limit))
    return [ListedChallenge(challenge, city, answers) for challenge, city, answers in rows]


def count_by_city(session: Session, network_id: int, city_id: int, *, is_own: bool) -> int:
    """How many these are."""
    found = sa.select(sa.func.count(Challenge.id)).where(*_by_city(network_id, city_id, is_own))
    return session.scalar(found) or 0


def _by_city(network_id: int, city_id: int, is_own: bool) -> Sequence[sa.ColumnElement[Any]]:
    standing = [Challenge.network_id == network_id, Challenge.withdrawn_at.is_(None)]
    if is_own:
        return [*standing, Challenge.city_id == city_id]
    of_others = sa.or_(Challenge.city_id != city_id, Challenge.city_id.is_(None))
    return [*standing, of_others, Challenge.visibility == Visibility.NETWORK, Challenge.outcome != Outcome.SOLVED]


def answers_counted(session: Session, challenge_id: int) -> int:
    """How many solutions a challenge has."""
    return carry_out(session, _ANSWERS, {"challenge_id": challenge_id}).scalar() or 0


_ANSWERS = sa.select(sa.func.count(Solution.id)).where(
    Solution.challenge_id == sa.bindparam("challenge_id"), Solution.withdrawn_at.is_(None)
)


def _answers() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count(Solution.id))
        .where(Solution.challenge_id == Challenge.id, Solution.withdrawn_at.is_(None))
        .correlate(Challenge)
        .scalar_subquery()
    )


def _shown(network_id: int, person_id: int, shown: ChallengesShown, sees_all: bool) -> Sequence[sa.ColumnElement[Any]]:
    is_own = Challenge.person_id == person_id
    if not sees_all:  # what somebody noted for a city while they coordinated is not theirs
        is_own = sa.and_(is_own, Challenge.noted_by.is_(None))
    kept: list[sa.ColumnElement[Any]] = [Challenge.network_id == network_id, Challenge.withdrawn_at.is_(None)]
    if not sees_all:
        kept.append(sa.or_(Challenge.visibility == Visibility.NETWORK, is_own))
    match shown:
        case ChallengesShown.MINE:
            return [*kept, is_own]
        case ChallengesShown.SOLVED:
            return [*kept, Challenge.outcome == Outcome.SOLVED]
        case ChallengesShown.OPEN:
            return [*kept, Challenge.outcome != Outcome.SOLVED]
        case ChallengesShown.OTHERS:
            return [*kept, Challenge.outcome != Outcome.SOLVED, sa.not_(is_own)]
