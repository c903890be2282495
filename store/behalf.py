"""Queries of what the coordination has noted in the names of cities."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.models import NotedKind, Noting

# Asked with each page of digests: built once.
_NOTED = sa.select(Noting.network_id, Noting.city_id, Noting.noted_at).where(
    Noting.network_id.in_(sa.bindparam("network_ids", expanding=True)),
    Noting.noted_at >= sa.bindparam("since"),
    Noting.noted_at < sa.bindparam("until"),
)


def keep_noting(
    session: Session, network_id: int, city_id: int, kind: NotedKind, about_id: int, person_id: int, now: datetime
) -> None:
    """One for each thing; noted anew, it is new again."""
    noting = noting_of(session, city_id, kind, about_id)
    if noting is None:
        noting = Noting(network_id=network_id, city_id=city_id, kind=kind, about_id=about_id)
        session.add(noting)
    noting.person_id, noting.noted_at = person_id, now
    session.flush()


def noting_of(session: Session, city_id: int, kind: NotedKind, about_id: int) -> Noting | None:
    """Whether this is noted for the city, and by whom."""
    found = sa.select(Noting).where(Noting.kind == kind, Noting.about_id == about_id, Noting.city_id == city_id)
    return session.scalar(found)


def forget_noting(session: Session, kind: NotedKind, about_id: int, city_id: int | None = None) -> None:
    """It is gone, or the city's own by now. No city: whose ever it was."""
    gone = sa.delete(Noting).where(Noting.kind == kind, Noting.about_id == about_id)
    if city_id is None:
        session.execute(gone)
    else:
        carry_out(session, _GONE, {"kind": kind, "about_id": about_id, "city_id": city_id})


_GONE = sa.delete(Noting).where(  # with whatever a city shares itself: built once
    Noting.kind == sa.bindparam("kind"),
    Noting.about_id == sa.bindparam("about_id"),
    Noting.city_id == sa.bindparam("city_id"),
)


def notings_of(session: Session, network_id: int, city_id: int, limit: int) -> list[Noting]:
    """What is noted for a city, the latest first."""
    found = sa.select(Noting).where(Noting.network_id == network_id, Noting.city_id == city_id)
    return list(session.scalars(found.order_by(Noting.noted_at.desc(), Noting.id.desc()).limit(limit)))


def notings_since(
    session: Session, network_ids: Collection[int], since: datetime, until: datetime
) -> list[tuple[int, int, datetime]]:
    """Network, city and moment of each that was noted in a span, for digests."""
    found = carry_out(session, _NOTED, {"network_ids": list(network_ids), "since": since, "until": until})
    return [(row[0], row[1], row[2]) for row in found.rows]
