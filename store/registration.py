"""Queries of joining and leaving."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Chat, Draft, Membership, Person


def membership_ever(session: Session, person_id: int, network_id: int) -> Membership | None:
    """The person's membership of a network, present or past."""
    return session.scalar(
        sa.select(Membership).where(Membership.person_id == person_id, Membership.network_id == network_id)
    )


def has_ever_joined(session: Session, person_id: int) -> bool:
    """Whether the person takes or took part anywhere."""
    return session.scalar(sa.select(Membership.id).where(Membership.person_id == person_id).limit(1)) is not None


def forget_person(session: Session, person: Person) -> None:
    """Removes somebody who has left no trace anywhere yet, with their chat."""
    session.execute(sa.delete(Draft).where(Draft.person_id == person.id))
    session.execute(sa.delete(Chat).where(Chat.id == person.telegram_id))
    session.delete(person)
    session.flush()
