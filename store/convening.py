"""What was made of a plan, taken back, and who is known in a city that is called."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    AuditEntry,
    City,
    ConsultationMember,
    ConsultationRespondent,
    Invitation,
    Meeting,
    Membership,
    Network,
    NetworkCity,
    Person,
    Prompt,
    Reminder,
    Role,
    Task,
)


def forget_letters(session: Session, invitation_ids: Collection[int]) -> None:
    """Of invitations whose letters have not been made."""
    keys = [f"call:{number}" for number in invitation_ids]
    session.execute(sa.delete(Task).where(Task.key.in_(keys)))


def erase_networks(session: Session, network_ids: Collection[int]) -> None:
    """With what belongs to them from their beginning; what was said of them in the audit log stays."""
    meetings = sa.select(Meeting.id).where(Meeting.network_id.in_(network_ids))
    session.flush()
    session.execute(sa.delete(Reminder).where(Reminder.meeting_id.in_(meetings)))
    session.execute(sa.update(AuditEntry).where(AuditEntry.network_id.in_(network_ids)).values(network_id=None))
    for table in (Invitation, Prompt, Membership, Meeting, NetworkCity):
        session.execute(sa.delete(table).where(table.network_id.in_(network_ids)))
    session.execute(sa.delete(Network).where(Network.id.in_(network_ids)))
    session.expire_all()


def erase_cities(session: Session, city_ids: Collection[int]) -> None:
    """Cities that nothing names."""
    session.execute(sa.delete(City).where(City.id.in_(city_ids)))


def known_in(session: Session, city_id: int, network_id: int, consultation_id: int) -> list[Person]:
    """Who has answered the consultation for a city, or speaks for it in another network, and can be written to."""
    speaking = (
        sa.select(Membership.person_id)
        .join(Network, Network.id == Membership.network_id)
        .where(
            Membership.city_id == city_id,
            Membership.network_id != network_id,
            Membership.role == Role.DELEGATE,
            Membership.left_at.is_(None),
            Network.closed_at.is_(None),
        )
    )
    answered = (
        sa.select(ConsultationRespondent.person_id)
        .join(ConsultationMember, ConsultationMember.id == ConsultationRespondent.member_id)
        .join(City, sa.or_(City.id == ConsultationMember.city_id, City.slug == ConsultationMember.slug))
        .where(ConsultationMember.consultation_id == consultation_id, City.id == city_id)
    )
    found = sa.select(Person).where(
        sa.or_(Person.id.in_(speaking), Person.id.in_(answered)), Person.telegram_id.is_not(None)
    )
    return list(session.scalars(found.order_by(Person.id)))
