"""Queries of who was let in to one record of a network that is not theirs."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.models import FoundKind, RecordAccess, Solution


def granted(session: Session, person_id: int) -> list[tuple[FoundKind, int]]:
    """The records that the person was let in to; with a challenge the answers to it."""
    found = [(row.kind, row.about_id) for row in carry_out(session, _GRANTED, {"person_id": person_id}).rows]
    challenges = [about_id for kind, about_id in found if kind is FoundKind.CHALLENGE]
    if not challenges:
        return found
    answers = sa.select(Solution.id).where(Solution.challenge_id.in_(challenges)).order_by(Solution.id)
    return [*found, *((FoundKind.SOLUTION, number) for number in session.scalars(answers))]


_GRANTED = (
    sa.select(RecordAccess.kind, RecordAccess.about_id)
    .where(RecordAccess.person_id == sa.bindparam("person_id"), RecordAccess.granted_at.is_not(None))
    .order_by(RecordAccess.id)
)


def is_granted(session: Session, person_id: int, kind: FoundKind, about_id: int) -> bool:
    """Whether the person was let in to this one."""
    request = request_for(session, person_id, kind, about_id)
    return request is not None and request.granted_at is not None


def request_for(session: Session, person_id: int, kind: FoundKind, about_id: int) -> RecordAccess | None:
    """What the person has asked about a record."""
    found = sa.select(RecordAccess).where(
        RecordAccess.person_id == person_id, RecordAccess.kind == kind, RecordAccess.about_id == about_id
    )
    return session.scalar(found)


def requests_of(session: Session, person_id: int, network_id: int, most: int) -> list[RecordAccess]:
    """What the person has asked of a network: what nobody has answered, then the newest, in the order of asking."""
    found = sa.select(RecordAccess).where(RecordAccess.person_id == person_id, RecordAccess.network_id == network_id)
    decided = sa.or_(RecordAccess.granted_at.is_not(None), RecordAccess.refused_at.is_not(None))
    first = session.scalars(found.order_by(sa.case((decided, 1), else_=0), RecordAccess.id.desc()).limit(most))
    return sorted(first, key=lambda request: request.id)


def open_requests(session: Session, person_id: int, network_id: int) -> int:
    """How many of them nobody has answered."""
    found = sa.select(sa.func.count(RecordAccess.id)).where(
        RecordAccess.person_id == person_id,
        RecordAccess.network_id == network_id,
        RecordAccess.granted_at.is_(None),
        RecordAccess.refused_at.is_(None),
    )
    return session.scalar(found) or 0


def networks_asked(session: Session, person_id: int) -> list[int]:
    """Of which networks the person has asked for something."""
    found = sa.select(RecordAccess.network_id).where(RecordAccess.person_id == person_id).distinct()
    return list(session.scalars(found.order_by(RecordAccess.network_id)))


def forget_access_to(session: Session, kind: FoundKind, about_id: int) -> None:
    """The record is gone, and its number may be another's one day."""
    session.execute(sa.delete(RecordAccess).where(RecordAccess.kind == kind, RecordAccess.about_id == about_id))


def forget_requests(session: Session, person_id: int) -> None:
    """All of a person."""
    session.execute(sa.delete(RecordAccess).where(RecordAccess.person_id == person_id))
