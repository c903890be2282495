"""Whose data have served their purpose."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Meeting, Membership, Network, Person


def people_kept_too_long(session: Session, ended_before: datetime, limit: int) -> list[Person]:
    """People all of whose networks ended before that moment, or who consented before it and never joined one."""
    last_meeting = sa.select(sa.func.max(Meeting.starts_at)).where(Meeting.network_id == Network.id).scalar_subquery()
    ended_at = sa.func.coalesce(Network.closed_at, last_meeting, Network.created_at, type_=Network.created_at.type)
    needed = (
        sa.select(Membership.id)
        .join(Network, Network.id == Membership.network_id)
        .where(Membership.person_id == Person.id, ended_at >= ended_before)
        .exists()
    )
    found = sa.select(Person).where(Person.erased_at.is_(None), Person.consented_at < ended_before, ~needed)
    return list(session.scalars(found.order_by(Person.id).limit(limit)))
