"""Letters are taken out of the outbox and marked as being posted in one unit: a moment later they are on the wire.

A second commit between slot and call would cost as much again, and make the rhythm uneven.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from store import outbox
from store.outbox import Content, Leased, PaceSettings

POSTING_GRACE = timedelta(seconds=15)  # beyond the longest call, before another may think that we are gone


def take_due(
    session: Session,
    now: datetime,
    lasts: Callable[[dict[str, Any]], timedelta],
    *,
    limit: int,
    pace: PaceSettings,
    in_hand: Collection[int],
    due_by: datetime | None,
    late: timedelta,
) -> tuple[list[tuple[Leased, Content]], datetime | None]:
    """What has a slot within the pace's horizon. Where there is nothing, the moment at which there will be something
    (that is due by then, where `due_by` is given).

    lasts: how long the call with a payload may take, until others may think that we are gone
    late: by how much all slots have to move for what this process has posted
    """
    usual = lasts({})
    taken, following = outbox.post_due(
        session, now, now + usual, limit=limit, pace=pace, in_hand=in_hand, late=late, due_by=due_by
    )
    for letter, content in taken:
        longer = lasts(content.payload)
        if longer > usual:
            outbox.extend_posting(session, letter, now + longer)
        if content.messages > 1:
            outbox.take_more(session, pace, letter.chat_id, content.messages - 1)
    return taken, following
