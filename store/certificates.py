"""Queries of certificates: in how many sessions somebody was, and who holds which."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    AuditEntry,
    Certificate,
    City,
    Handover,
    Meeting,
    Membership,
    Network,
    Person,
    Presence,
    Role,
)


class Held(NamedTuple):
    """A certificate with what it names. person: None when they were erased."""

    certificate: Certificate
    network: Network
    person: Person | None
    city: City | None


_HELD = (
    sa.select(Certificate, Network, Person, City)
    .join(Network, Network.id == Certificate.network_id)
    .outerjoin(Person, Person.id == Certificate.person_id)
    .outerjoin(City, City.id == Certificate.city_id)
)


def certificate_by_id(session: Session, number: int) -> Held | None:
    """One of them."""
    return _first(session, _HELD.where(Certificate.id == number))


def certificate_by_code(session: Session, code: str) -> Held | None:
    """That with a code."""
    return _first(session, _HELD.where(Certificate.code == code))


def certificate_of(session: Session, network_id: int, person_id: int) -> Held | None:
    """Somebody's of a network."""
    mine = (Certificate.network_id == network_id, Certificate.person_id == person_id)
    return _first(session, _HELD.where(*mine))


def certificates_of(session: Session, person_id: int) -> list[Held]:
    """All that somebody holds."""
    return _all(session, _HELD.where(Certificate.person_id == person_id).order_by(Certificate.id))


def certificates_in(session: Session, network_id: int) -> list[Held]:
    """Those of a network that name somebody, by city and name."""
    named = (Certificate.network_id == network_id, Certificate.person_id.is_not(None), Person.erased_at.is_(None))
    return _all(session, _HELD.where(*named).order_by(City.name, City.slug, Person.name, Certificate.id))


def codes_taken(session: Session, codes: Collection[str]) -> set[str]:
    """Which of these are somebody's already."""
    return set(session.scalars(sa.select(Certificate.code).where(Certificate.code.in_(codes))))


def sessions_by_person(session: Session, meeting_ids: Collection[int]) -> dict[int, list[Meeting]]:
    """In which of these sessions each person was."""
    found = (
        sa.select(Presence.person_id, Meeting)
        .join(Meeting, Meeting.id == Presence.meeting_id)
        .where(Presence.meeting_id.in_(meeting_ids), Presence.was_there, Presence.person_id.is_not(None))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    sessions: dict[int, list[Meeting]] = {}
    for person_id, meeting in session.execute(found):
        own = sessions.setdefault(person_id or 0, [])
        if meeting not in own:
            own.append(meeting)
    return sessions


def former_delegates(session: Session, network_id: int) -> list[tuple[Membership, Person]]:
    """Those who handed their place over, or were taken out. Who took back their consent is written to no more."""
    handed_over = sa.exists().where(
        Handover.membership_id == Membership.id, Handover.leaves, Handover.done_at.is_not(None)
    )
    by_own_wish = sa.exists().where(
        AuditEntry.network_id == network_id,
        AuditEntry.deed == "left",
        AuditEntry.person_id == Membership.person_id,
        AuditEntry.at == Membership.left_at,
    )
    found = (
        sa.select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.network_id == network_id,
            Membership.role == Role.DELEGATE,
            Membership.left_at.is_not(None),
            Person.erased_at.is_(None),
            sa.or_(handed_over, ~by_own_wish),
        )
        .order_by(Membership.id)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def forget_certificates(session: Session, person_id: int) -> None:
    """They name nobody any more."""
    mine = sa.update(Certificate).where(Certificate.person_id == person_id)
    session.execute(mine.values(person_id=None).execution_options(synchronize_session="fetch"))


def _first(session: Session, found: sa.Select[Certificate, Network, Person, City]) -> Held | None:
    row = session.execute(found).first()
    return None if row is None else Held(*row)


def _all(session: Session, found: sa.Select[Certificate, Network, Person, City]) -> list[Held]:
    return [Held(*row) for row in session.execute(found)]
