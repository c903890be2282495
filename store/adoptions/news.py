"""What is new in the ledgers of networks, for digests."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from store.adoptions.standing import ORIGIN, TITLE, with_source
from store.models import Adoption, AdoptionState, City, Experience, Solution
from store.models.columns import Moment

OUTCOMES = (AdoptionState.WORKED, AdoptionState.ADAPTED, AdoptionState.FAILED)  # that are told of
NOBODY = 0  # in the place of an author

# What was noted for a city is not theirs who noted it.
_AUTHOR = sa.case(
    (sa.func.coalesce(Experience.noted_by, Solution.noted_by).is_not(None), NOBODY),
    else_=sa.func.coalesce(Experience.person_id, Solution.person_id),
)


@cache
def adoptions_new() -> sa.Select[*tuple[Any, ...]]:
    """Begun or told of in a span (`since`, `until`) in these `networks`; built once, and filled with parameters."""
    found = (
        sa.select(
            Adoption.network_id,
            Adoption.id,
            Adoption.takes,
            Adoption.person_id,
            Adoption.state,
            Adoption.adopted_at,
            Adoption.told_at,
            TITLE.label("title"),
            City.name,
            City.country,
            ORIGIN.name.label("origin_name"),
            ORIGIN.country.label("origin_country"),
            _AUTHOR.label("author_id"),
        )
        .join(City, City.id == Adoption.city_id)
        .join(ORIGIN, ORIGIN.id == Adoption.origin_id)
    )
    is_new = sa.or_(sa.and_(*_within(Adoption.adopted_at)), sa.and_(*_within(Adoption.told_at)))
    of_them = (
        Adoption.network_id.in_(sa.bindparam("networks", expanding=True)),
        Adoption.withdrawn_at.is_(None),
        is_new,
    )
    return with_source(found).where(*of_them).order_by(Adoption.adopted_at, Adoption.id)


def _within(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> tuple[sa.ColumnElement[bool], ...]:
    since, until = (sa.bindparam(name, type_=Moment) for name in ("since", "until"))
    return moment >= since, moment < until
