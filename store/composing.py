"""Queries of kept proposals, and of the networks that were convened from them."""

from collections.abc import Collection, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Composition, CompositionState, Consultation, ConsultationMember, Convening, Row


def said_until(session: Session, consultation: Consultation) -> datetime:
    """When anything of its answers was changed last, by a file or in the chat."""
    of = sa.func.max(ConsultationMember.said_at, type_=ConsultationMember.said_at.type)
    last = session.scalar(sa.select(of).where(ConsultationMember.consultation_id == consultation.id))
    return max(consultation.changed_at, last or consultation.changed_at)


def compositions_of(session: Session, consultation_id: int) -> list[Composition]:
    """Its proposals, the newest first."""
    of = sa.select(Composition).where(Composition.consultation_id == consultation_id)
    return list(session.scalars(of.order_by(Composition.number.desc())))


def last_number(session: Session, consultation_id: int) -> int:
    """Of its proposals; 0 when there is none. To be asked while the consultation is locked."""
    of = sa.select(sa.func.max(Composition.number)).where(Composition.consultation_id == consultation_id)
    return session.scalar(of) or 0


def computed_ones(session: Session, consultation_id: int) -> list[Composition]:
    """Those that a process found or looks for, the newest first."""
    nobody = (CompositionState.BY_HAND, CompositionState.FAILED, CompositionState.UNFOUND)
    return [one for one in compositions_of(session, consultation_id) if one.state not in nobody]


def convening_of(session: Session, composition_id: int) -> Convening | None:
    """What is planned or was made from a proposal."""
    return session.scalar(sa.select(Convening).where(Convening.composition_id == composition_id))


def convenings_of(session: Session, consultation_id: int) -> dict[int, Convening]:
    """Of all proposals of a consultation, by proposal."""
    of = sa.select(Convening).join(Composition, Composition.id == Convening.composition_id)
    found = session.scalars(of.where(Composition.consultation_id == consultation_id))
    return {one.composition_id: one for one in found}


def pointing_at(session: Session, table: type[Row], ids: Collection[int]) -> dict[str, set[int]]:
    """Which of these rows each column of other tables names, where it names any."""
    found = {
        f"{column.table.name}.{column.name}": set(session.scalars(sa.select(column).where(column.in_(ids)).distinct()))
        for column in _columns_to(table)
    }
    return {name: named for name, named in found.items() if named}


def _columns_to(table: type[Row]) -> Iterator[sa.Column[int]]:
    target = table.__tablename__
    for other in Row.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table.name == target for key in column.foreign_keys):
                yield column


def cities_named(session: Session, slugs: Collection[str]) -> dict[str, City]:
    """Those cities that there are, by slug."""
    return {city.slug: city for city in session.scalars(sa.select(City).where(City.slug.in_(list(slugs))))}
