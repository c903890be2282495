"""Who learned from whom: the ledger of a network, and whom to ask how it goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from store.models import (
    Adoption,
    AdoptionCheck,
    AdoptionState,
    Challenge,
    City,
    Experience,
    Membership,
    Network,
    Solution,
    Visibility,
)

NEXT_CHECK = sa.select(sa.func.min(Adoption.check_at))  # when the clock has to look at one

ORIGIN = aliased(City)
# What is withdrawn is named no more, nor what only the coordination reads by now; an answer goes with its challenge.
TITLE = sa.case(
    (
        sa.and_(Experience.withdrawn_at.is_(None), Experience.visibility == Visibility.NETWORK),
        Experience.title,
    ),
    (
        sa.and_(
            Solution.withdrawn_at.is_(None),
            Challenge.withdrawn_at.is_(None),
            Challenge.visibility == Visibility.NETWORK,
        ),
        Challenge.title,
    ),
    else_=None,
)


class Listed(NamedTuple):
    """An adoption with who takes, who gave, and what that is called; empty: it was withdrawn."""

    adoption: Adoption
    city: City
    origin: City
    title: str


class Due(NamedTuple):
    """A city is to be asked how it goes."""

    listed: Listed
    network: Network


class Link(NamedTuple):
    """How much one city took of another that stands so."""

    origin_id: int
    city_id: int
    state: AdoptionState
    number: int


def with_source(found: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """What a query of adoptions needs for `TITLE`."""
    return (
        found.outerjoin(Experience, Experience.id == Adoption.experience_id)
        .outerjoin(Solution, Solution.id == Adoption.solution_id)
        .outerjoin(Challenge, Challenge.id == Solution.challenge_id)
    )


_WHOLE = with_source(
    sa.select(Adoption, City, ORIGIN, TITLE)
    .join(City, City.id == Adoption.city_id)
    .join(ORIGIN, ORIGIN.id == Adoption.origin_id)
)


def whole(session: Session, adoption_id: int) -> Listed:
    """With both its cities."""
    row = session.execute(_WHOLE.where(Adoption.id == adoption_id)).one()
    return Listed(row[0], row[1], row[2], row[3] or "")


def ledger(session: Session, network_id: int, city_id: int | None, *, offset: int, limit: int) -> list[Listed]:
    """Those of a network, the newest first. `city_id`: what this city took, and what others took of it."""
    found = _WHOLE.where(*_of(network_id, city_id)).order_by(Adoption.adopted_at.desc(), Adoption.id.desc())
    return [Listed(row[0], row[1], row[2], row[3] or "") for row in session.execute(found.offset(offset).limit(limit))]


def ledger_counted(session: Session, network_id: int, city_id: int | None = None) -> int:
    """How many that shows on all its pages."""
    return session.scalar(sa.select(sa.func.count(Adoption.id)).where(*_of(network_id, city_id))) or 0


def _of(network_id: int, city_id: int | None) -> Sequence[sa.ColumnElement[bool]]:
    standing = (Adoption.network_id == network_id, Adoption.withdrawn_at.is_(None))
    if city_id is None:
        return standing
    return *standing, sa.or_(Adoption.city_id == city_id, Adoption.origin_id == city_id)


def links(session: Session, network_id: int) -> list[Link]:
    """Between which cities of a network, in the order of their numbers."""
    pair = (Adoption.origin_id, Adoption.city_id, Adoption.state)
    found = sa.select(*pair, sa.func.count(Adoption.id)).where(*_of(network_id, None))
    return [Link(*row) for row in session.execute(found.group_by(*pair).order_by(*pair))]


def cities_linked(session: Session, network_id: int) -> list[City]:
    """All that gave or took something, by their names."""
    of_it = _of(network_id, None)
    both = sa.union(sa.select(Adoption.city_id).where(*of_it), sa.select(Adoption.origin_id).where(*of_it))
    return list(session.scalars(sa.select(City).where(City.id.in_(both)).order_by(City.name, City.slug)))


def checks_of(session: Session, adoption_id: int) -> list[AdoptionCheck]:
    """What the city has said of it, the first answer first."""
    found = sa.select(AdoptionCheck).where(AdoptionCheck.adoption_id == adoption_id)
    return list(session.scalars(found.order_by(AdoptionCheck.told_at, AdoptionCheck.id)))


def checks_due(session: Session, now: datetime, limit: int) -> list[Due]:
    """Those whose moment to be asked about has come; taken, where several look at once, by one."""
    found = (
        _WHOLE.add_columns(Network)
        .join(Network, Network.id == Adoption.network_id)
        .where(Adoption.check_at <= now)
        .order_by(Adoption.check_at, Adoption.id)
        .limit(limit)
        .with_for_update(of=Adoption, skip_locked=True)
    )
    return [Due(Listed(row[0], row[1], row[2], row[3] or ""), row[4]) for row in session.execute(found)]


def adoptions_by(session: Session, membership: Membership) -> list[Adoption]:
    """What a member has written for their city."""
    found = sa.select(Adoption).where(
        Adoption.network_id == membership.network_id,
        Adoption.person_id == membership.person_id,
        Adoption.city_id == membership.city_id,
        Adoption.withdrawn_at.is_(None),
    )
    return list(session.scalars(found.order_by(Adoption.id)))
