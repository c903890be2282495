"""What a clock that is set back leaves behind: moments so far ahead that nothing would move until they come."""

from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import UNSENT, Letter, LetterState, Pace, Priority, Task, Upload
from store.models.letters import written_out

FURTHEST = timedelta(minutes=15)  # no lease, no delay between tries and no hold is ever further ahead
LONGEST_CALL = timedelta(minutes=8)  # whoever posts at this moment has ended by then, uploads included
AT_ONCE = timedelta(minutes=1)  # what was due so soon after it was written was to go without delay
SLIP = timedelta(minutes=1)  # by which the clocks of several machines may differ


def bring_back(session: Session, now: datetime) -> int:
    """Moves what nobody can have meant to where it goes on; gives the number of rows."""
    too_far = Letter.lease_until > now + FURTHEST
    in_hand = Letter.state.in_([LetterState.LEASED, LetterState.POSTING])
    changes = [  # in the order in which uploads, paces and letters are locked everywhere
        sa.update(Upload).where(Upload.claimed_until > now + FURTHEST).values(claimed_until=now + LONGEST_CALL),
        sa.update(Pace).where(Pace.next_at > now + FURTHEST).values(next_at=now),
        sa.update(Letter).where(too_far, Letter.state == LetterState.WAITING).values(lease_until=None),
        sa.update(Letter).where(too_far, in_hand).values(lease_until=now + LONGEST_CALL),
        sa.update(Task).where(Task.due_at > now + FURTHEST).values(due_at=now),  # none is planned for later
    ]
    if meant_for_now := _meant_for_now(session, now):
        changes.append(sa.update(Letter).where(Letter.id.in_(meant_for_now)).values(due_at=now))
    return sum(cast(sa.CursorResult[Any], session.execute(change)).rowcount for change in changes)


def _meant_for_now(session: Session, now: datetime) -> list[int]:
    """Letters of a future that has not been, and which were not to wait for anything."""
    found = sa.select(Letter.id, Letter.due_at, Letter.created_at).where(
        Letter.state.in_(written_out(*UNSENT)),
        Letter.state == LetterState.WAITING,
        Letter.priority.in_([int(priority) for priority in Priority]),  # so that the index leads there
        Letter.due_at > now,
        Letter.created_at > now + SLIP,
    )
    return [row.id for row in session.execute(found) if row.due_at - row.created_at <= AT_ONCE]
