"""Messages that reached nobody: Telegram refused them, they were given up, or came too late to be of use."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.letters import OF_ANNOUNCEMENTS
from store.models import Chat, Lane, Letter, LetterState, Membership, Person
from store.models.letters import written_out


@frozen
class LostLetter:
    """`person`: None for a group, which has a title."""

    key: str
    state: LetterState
    reason: str
    due_at: datetime
    person: Person | None
    title: str


def lost_letters(session: Session, network_ids: Collection[int], since: datetime) -> list[LostLetter]:
    """What was written since then to present members and connected groups of these networks, the latest first."""
    columns = (Letter.key, Letter.state, Letter.reason, Letter.due_at, Person, Chat.title)
    found = _lost(network_ids, since, *columns).order_by(Letter.created_at.desc(), Letter.id.desc())
    return [LostLetter(row[0] or "", *row[1:]) for row in session.execute(found)]


def count_lost(session: Session, network_ids: Collection[int], since: datetime) -> int:
    """How many these are: after a day without Telegram perhaps thousands, of which a desk tells no more."""
    return session.scalar(_lost(network_ids, since, sa.func.count())) or 0


def _lost(network_ids: Collection[int], since: datetime, *columns: Any) -> sa.Select[Any]:
    """What people were to be answered is no part of it: they have seen that no answer came."""
    of_member = sa.exists().where(
        Membership.person_id == Person.id, Membership.network_id.in_(network_ids), Membership.left_at.is_(None)
    )
    return (
        sa.select(*columns)
        .select_from(Letter)
        .join(Chat, Chat.id == Letter.chat_id)
        .outerjoin(Person, sa.and_(Person.telegram_id == Letter.chat_id, Person.erased_at.is_(None)))
        .where(
            Letter.state.in_(written_out(LetterState.REFUSED, LetterState.LATE)),
            Letter.created_at >= since,
            Letter.part == 0,
            Letter.method.startswith("send"),
            Letter.lane == Lane.BULK,
            Letter.key.is_not(None),
            # Of these whoever announces is told whom they did not reach.
            *(~Letter.key.startswith(beginning) for beginning in OF_ANNOUNCEMENTS),
            sa.or_(Chat.network_id.in_(network_ids), of_member),
        )
    )
