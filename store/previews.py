"""Queries of what the coordination sees and says of a network's digest before it goes out."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight, row_straight, rows_straight
from store.models import DigestDrop, DigestLine, DigestWish, Membership, Network, NewsPart, Person, Role
from store.moments import Earliest

NEXT_PREVIEW = Earliest(sa.select(sa.func.min(Network.digest_preview_at)))
_DUE = (  # asked at every look of the clock: built once
    sa.select(Network)
    .where(Network.digest_preview_at <= sa.bindparam("now"))
    .order_by(Network.digest_preview_at, Network.id)
    .limit(sa.bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_LINE = (
    sa.select(DigestLine)
    .where(
        DigestLine.network_id == sa.bindparam("network_id"),
        DigestLine.written_at > sa.bindparam("since"),
        DigestLine.withdrawn_at.is_(None),
    )
    .order_by(DigestLine.id.desc())
    .limit(1)
)
_READERS = (
    sa.select(Membership.digest_due_at, Person)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.network_id == sa.bindparam("network_id"),
        Membership.left_at.is_(None),
        Membership.role != Role.GUEST,
        Membership.digest_due_at >= sa.bindparam("since"),
        Membership.digest_due_at < sa.bindparam("until"),
        Person.telegram_id.is_not(None),
        Person.digest == DigestWish.PRIVATE,
    )
)


def due_previews(session: Session, now: datetime, limit: int) -> list[Network]:
    """Networks whose coordinators are to see their digest; what another has in hand is left to it."""
    return all_straight(session, _DUE, {"now": now, "limit": limit})


def line_since(session: Session, network_id: int, since: datetime) -> DigestLine | None:
    """The coordination's line that was written after that, and stands."""
    return row_straight(session, _LINE, {"network_id": network_id, "since": since})


def drop_of(session: Session, network_id: int, part: NewsPart, about_id: int) -> DigestDrop | None:
    """That this is in no digest."""
    return session.get(DigestDrop, (network_id, part, about_id))


def count_readers(session: Session, network_id: int, since: datetime, until: datetime) -> int:
    """How many people have a digest of a network between these moments, if there is something new to them."""
    found = rows_straight(session, _READERS, {"network_id": network_id, "since": since, "until": until})
    return sum(not person.is_paused(due_at) for due_at, person in found)
