"""Queries of places that are passed on, and of what goes with them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from store.models import Challenge, City, Handover, Invitation, Membership, Outcome, Person, Visibility

_SUCCESSOR = aliased(Membership)


def waiting_handover(session: Session, membership_id: int, now: datetime) -> tuple[Handover, Invitation] | None:
    """The one that waits for somebody new, as long as its link lets somebody in."""
    found = (
        sa.select(Handover, Invitation)
        .join(Invitation, Invitation.id == Handover.invitation_id)
        .where(
            Handover.membership_id == membership_id,
            Handover.done_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
            Invitation.used < Invitation.uses,
        )
        .order_by(Handover.id.desc())
        .limit(1)
    )
    row = session.execute(found).first()
    return None if row is None else (row[0], row[1])


def handover_by_invitation(session: Session, invitation_id: int) -> Handover | None:
    """The one that waits for whoever comes with this link."""
    found = sa.select(Handover).where(Handover.invitation_id == invitation_id, Handover.done_at.is_(None))
    return session.scalar(found.with_for_update())


def noted_person_behind(session: Session, invitation_id: int) -> Person | None:
    """Who takes part without Telegram until they come in with this link."""
    found = (
        sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .join(Handover, Handover.membership_id == Membership.id)
        .where(
            Handover.invitation_id == invitation_id,
            Handover.done_at.is_(None),
            Membership.left_at.is_(None),
            Person.telegram_id.is_(None),
            Person.erased_at.is_(None),
        )
    )
    return session.scalar(found)


def predecessor_of(session: Session, membership_id: int) -> str:
    """The name of whose place this member has taken over last; empty: nobody's, or it was erased."""
    found = (
        sa.select(Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Handover, Handover.membership_id == Membership.id)
        .where(Handover.successor_id == membership_id, Handover.done_at.is_not(None))
    )
    return session.scalar(found.order_by(Handover.id.desc()).limit(1)) or ""


def was_passed_on(session: Session, membership_id: int, successor_id: int) -> bool:
    """Whether one member has passed a place on to the other."""
    found = sa.select(Handover.id).where(
        Handover.membership_id == membership_id,
        Handover.successor_id == successor_id,
        Handover.done_at.is_not(None),
    )
    return session.scalar(found.limit(1)) is not None


def passed_on_and_left(
    session: Session, person_id: int, membership_id: int, successor_id: int
) -> tuple[City, Person] | None:
    """For which city, and to whom, somebody has passed a place on with which its holder has left. None: it is not so,
    or somebody else did.
    """
    found = (
        sa.select(City, Person)
        .select_from(Handover)
        .join(Membership, Membership.id == Handover.membership_id)
        .join(City, City.id == Membership.city_id)
        .join(_SUCCESSOR, _SUCCESSOR.id == Handover.successor_id)
        .join(Person, Person.id == _SUCCESSOR.person_id)
        .where(
            Handover.membership_id == membership_id,
            Handover.successor_id == successor_id,
            Handover.person_id == person_id,
            Handover.leaves,
            Membership.left_at.is_not(None),
        )
    )
    row = session.execute(found.limit(1)).first()
    return None if row is None else (row[0], row[1])


def challenges_of(session: Session, membership: Membership) -> list[Challenge]:
    """What a member has shared with the network for the city, and not withdrawn. What only the coordination may read
    stays with who wrote it.
    """
    found = sa.select(Challenge).where(
        Challenge.network_id == membership.network_id,
        Challenge.person_id == membership.person_id,
        Challenge.city_id == membership.city_id,
        Challenge.withdrawn_at.is_(None),
        Challenge.visibility == Visibility.NETWORK,
    )
    return list(session.scalars(found.order_by(Challenge.id)))


def open_challenges_counted(session: Session, network_id: int, city_id: int, person_id: int, *, sees_all: bool) -> int:
    """How many challenges of a city wait for an answer, of those that a person may read."""
    is_own = sa.and_(Challenge.person_id == person_id, Challenge.noted_by.is_(None))
    is_readable = sa.or_(Challenge.visibility == Visibility.NETWORK, is_own)
    found = sa.select(sa.func.count(Challenge.id)).where(
        *(() if sees_all else (is_readable,)),
        Challenge.network_id == network_id,
        Challenge.city_id == city_id,
        Challenge.withdrawn_at.is_(None),
        Challenge.outcome != Outcome.SOLVED,
    )
    return session.scalar(found) or 0


def revoke_waiting(session: Session, membership_id: int, now: datetime) -> None:
    """Who has given a place up waits for nobody: a link that is out for it lets nobody in any more."""
    waiting = (
        sa.select(Invitation)
        .join(Handover, Handover.invitation_id == Invitation.id)
        .where(Handover.membership_id == membership_id, Handover.done_at.is_(None), Invitation.revoked_at.is_(None))
    )
    for invitation in session.scalars(waiting):
        invitation.revoked_at = now
    session.flush()
