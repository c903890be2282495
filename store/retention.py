"""Whose data may have served their purpose."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight
from store.models import Meeting, Membership, Network, Person

_PRESENT = sa.select(Person).where(Person.erased_at.is_(None)).order_by(Person.kept_until)
_TAKEN = _PRESENT.limit(sa.bindparam("limit")).with_for_update(skip_locked=True)
_NEVER_LOOKED_AT = _TAKEN.where(Person.kept_until.is_(None), Person.consented_at < sa.bindparam("consented_before"))
_KEPT = _TAKEN.where(Person.kept_until <= sa.bindparam("now"))


def people_to_look_at(session: Session, now: datetime, consented_before: datetime, limit: int) -> list[Person]:
    """Those nobody has looked at since they consented before that moment, and those kept until now.

    What another process has in hand is left to it.
    """
    found = all_straight(session, _NEVER_LOOKED_AT, {"consented_before": consented_before, "limit": limit})
    return found + all_straight(session, _KEPT, {"now": now, "limit": limit - len(found)})


def last_moments(session: Session, people: Collection[int]) -> dict[int, datetime]:
    """When the last network of each of these people ended, or will end; those who never joined one are left out."""
    joined = sa.select(Membership.person_id, Membership.network_id).where(Membership.person_id.in_(people))
    memberships = session.execute(joined).all()
    ends = _ends(session, {network_id for _, network_id in memberships})
    last: dict[int, datetime] = {}
    for person_id, network_id in memberships:
        last[person_id] = max(ends[network_id], last.get(person_id, ends[network_id]))
    return last


def _ends(session: Session, network_ids: Collection[int]) -> dict[int, datetime]:
    last_meeting = sa.select(sa.func.max(Meeting.starts_at)).where(Meeting.network_id == Network.id).scalar_subquery()
    ended_at = sa.func.coalesce(Network.closed_at, last_meeting, Network.created_at, type_=Network.created_at.type)
    found = session.execute(sa.select(Network.id, ended_at).where(Network.id.in_(network_ids)))
    return {row[0]: row[1] for row in found}
