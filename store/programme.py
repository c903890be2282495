"""Queries of the programme: cities, networks, their meetings, archives."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight
from store.models import Archive, AuditEntry, City, Meeting, Membership, Network, NetworkCity

# Asked by most screens: built once.
_CITIES = (
    sa.select(City)
    .join(NetworkCity, NetworkCity.city_id == City.id)
    .where(NetworkCity.network_id == sa.bindparam("network_id"))
    .order_by(City.name, City.slug)
)
_SERIES = sa.select(Meeting).where(Meeting.network_id == sa.bindparam("network_id")).order_by(Meeting.recurrence_at)


def city_by_slug(session: Session, slug: str) -> City | None:
    """The city, or None."""
    return session.scalar(sa.select(City).where(City.slug == slug))


def network_by_slug(session: Session, slug: str) -> Network | None:
    """The network, or None."""
    return session.scalar(sa.select(Network).where(Network.slug == slug))


def archive_by_slug(session: Session, slug: str) -> Archive | None:
    """The archive, or None."""
    return session.scalar(sa.select(Archive).where(Archive.slug == slug))


def cities_by_slug(session: Session, slugs: Iterable[str]) -> dict[str, City]:
    """Those cities that there are."""
    cities = session.scalars(sa.select(City).where(City.slug.in_(list(slugs))))
    return {city.slug: city for city in cities}


def slugs_of_networks(session: Session) -> list[str]:
    """All networks' slugs, for messages that say what there is."""
    return list(session.scalars(sa.select(Network.slug).order_by(Network.slug)))


def slugs_of_archives(session: Session) -> list[str]:
    """The same of what earlier editions left."""
    return list(session.scalars(sa.select(Archive.slug).order_by(Archive.slug)))


def names_of_networks(session: Session) -> list[str]:
    """As people read them."""
    return list(session.scalars(sa.select(Network.name).order_by(Network.name)))


def cities_of_network(session: Session, network_id: int) -> list[City]:
    """The cities that take part, by name."""
    return all_straight(session, _CITIES, {"network_id": network_id})


def language_of_most(session: Session, network_id: int) -> str | None:
    """In which most of its cities are spoken to; None: it has none."""
    spoken = Counter(city.language for city in cities_of_network(session, network_id))
    return spoken.most_common(1)[0][0] if spoken else None


def series_of_network(session: Session, network_id: int) -> list[Meeting]:
    """All meetings that the network's rule ever gave, in the order of the rule."""
    return list(session.scalars(_SERIES, {"network_id": network_id}))


def members_for_city(session: Session, network_id: int, city_id: int) -> int:
    """How many people take part for this city at present."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Membership)
            .where(
                Membership.network_id == network_id,
                Membership.city_id == city_id,
                Membership.left_at.is_(None),
            )
        )
        or 0
    )


def deeds_of_network(session: Session, network_id: int, deed: str) -> dict[str, datetime]:
    """The latest time of `deed`, by its subject."""
    rows = session.execute(
        sa.select(AuditEntry.subject, sa.func.max(AuditEntry.at).label("latest"))
        .where(AuditEntry.network_id == network_id, AuditEntry.deed == deed)
        .group_by(AuditEntry.subject)
    )
    return {row.subject: row.latest for row in rows}


def remove_city_of_network(session: Session, network_id: int, city_id: int) -> None:
    """The city no longer takes part."""
    session.execute(sa.delete(NetworkCity).where(NetworkCity.network_id == network_id, NetworkCity.city_id == city_id))
