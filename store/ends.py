"""Where the copies of a long announcement end: what is added to one comes after all that it has or is to get."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.models import TO_COME, Letter, LetterState


@frozen
class End:
    """In how many parts a chat has or is to get it; when the last one is due of those to come, None when all are there;
    and whether any of these is set aside.
    """

    parts: int
    due_at: datetime | None
    is_set_aside: bool


def ends(session: Session, subject: str, chat_ids: Collection[int]) -> dict[int, End]:
    """By chat. What is to come is neither sent, set aside nor let go before this unit ends."""
    there = (Letter.subject == subject, Letter.chat_id.in_(chat_ids), Letter.state.in_([LetterState.SENT, *TO_COME]))
    found = sa.select(Letter.chat_id, Letter.part, Letter.state, Letter.due_at).where(*there)
    parts = defaultdict(list)
    for row in session.execute(found.order_by(Letter.id).with_for_update()):
        parts[row.chat_id].append(row)
    return {chat_id: _end_of(rows) for chat_id, rows in parts.items()}


def _end_of(parts: Sequence[Any]) -> End:
    to_come = [row for row in parts if row.state in TO_COME]
    return End(
        parts=1 + max(row.part for row in parts),
        due_at=max((row.due_at for row in to_come), default=None),
        is_set_aside=any(row.state is LetterState.PAUSED for row in to_come),
    )
