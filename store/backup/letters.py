"""The outbox after a restore. What the old bot did after the backup was made nobody can know any more.

A letter that waited then has perhaps been sent since. To send all of them again pours old news over people who had
it; to send none loses what nobody has sent. So it is decided as for a bot that was away (`store/outbox/policy.py`):
what was due so long ago that a running bot would have given it up (an answer two hours, anything else a day) is late,
and the coordination finds it among what did not arrive; what is younger goes out, perhaps a second time; and what must
not come twice does not.

There is no switch that holds letters back: a restore is done while no bot runs, so that they are held until somebody
starts one. What that one will send shows `microrredes rehearse`.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.models import UNSENT, Letter, LetterState
from store.outbox.policy import GIVE_UP_AFTER, NEVER_TWICE
from store.outbox.waiting import waiting


@frozen
class Letters:
    """How many wait and since when the oldest is due, how many of them are due, and how many are late by now."""

    waiting: int
    due: int
    oldest: datetime | None
    late: int


def take_over(session: Session, now: datetime) -> Letters:
    """Decides what becomes of the letters that waited when the backup was made."""
    late = _give_up(session, now)
    found = waiting(session, now)
    oldest = min((one.oldest for one in found if one.oldest is not None), default=None)
    return Letters(sum(one.letters for one in found), sum(one.due for one in found), oldest, late)


def _give_up(session: Session, now: datetime) -> int:
    too_long_ago = [sa.and_(Letter.lane == lane, Letter.due_at < now - after) for lane, after in GIVE_UP_AFTER.items()]
    perhaps_there = sa.and_(Letter.method.in_(NEVER_TWICE), Letter.due_at <= now)
    overdue = sa.update(Letter).where(Letter.state.in_(UNSENT), sa.or_(*too_long_ago, perhaps_there))
    given_up = overdue.values(state=LetterState.LATE, lease_until=None).returning(Letter.id)
    return len(session.execute(given_up.execution_options(synchronize_session=False)).all())
