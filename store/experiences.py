"""Queries of experiences."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.models import City, Experience, Visibility


class ExperiencesShown(StrEnum):
    """Which experiences of a network a list shows."""

    ALL = "all"
    MINE = "mine"


@frozen
class ListedExperience:
    """A line of a list."""

    experience: Experience
    city: City | None


def listed_experiences(
    session: Session,
    network_id: int,
    person_id: int,
    shown: ExperiencesShown,
    *,
    sees_all: bool,
    offset: int,
    limit: int,
) -> list[ListedExperience]:
    """The newest first. `sees_all`: also those that others shared with the coordination alone."""
    found = (
        sa.select(Experience, City)
        .outerjoin(City, City.id == Experience.city_id)
        .where(*_shown(network_id, person_id, shown, sees_all))
        .order_by(Experience.published_at.desc(), Experience.id.desc())
    )
    return [ListedExperience(one, city) for one, city in session.execute(found.offset(offset).limit(limit))]


def experiences_counted(
    session: Session, network_id: int, person_id: int, shown: ExperiencesShown, *, sees_all: bool
) -> int:
    """How many a list shows on all its pages."""
    found = sa.select(sa.func.count(Experience.id)).where(*_shown(network_id, person_id, shown, sees_all))
    return session.scalar(found) or 0


def _shown(network_id: int, person_id: int, shown: ExperiencesShown, sees_all: bool) -> Sequence[sa.ColumnElement[Any]]:
    is_own = Experience.person_id == person_id
    if not sees_all:  # what somebody noted for a city while they coordinated is not theirs
        is_own = sa.and_(is_own, Experience.noted_by.is_(None))
    kept: list[sa.ColumnElement[Any]] = [Experience.network_id == network_id, Experience.withdrawn_at.is_(None)]
    if shown is ExperiencesShown.MINE:
        return [*kept, is_own]
    return kept if sees_all else [*kept, sa.or_(Experience.visibility == Visibility.NETWORK, is_own)]
