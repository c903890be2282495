"""How much waits to be sent, for those who watch. It costs what waits, not what was ever sent."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.models import UNSENT, Letter, Priority
from store.models.letters import written_out


@frozen
class Waiting:
    """The unsent letters of one priority: how many there are, how many of them are due, and since when the oldest."""

    priority: Priority
    letters: int
    due: int
    oldest: datetime | None


def waiting(session: Session, now: datetime) -> list[Waiting]:
    """For every priority, the first to go first."""
    due_at = sa.case((Letter.due_at <= now, Letter.due_at))
    query = (
        sa.select(Letter.priority, sa.func.count(), sa.func.count(due_at), sa.func.min(due_at))
        .where(Letter.state.in_(written_out(*UNSENT)))
        .group_by(Letter.priority)
    )
    found = {row[0]: Waiting(Priority(row[0]), *row[1:]) for row in session.execute(query)}
    return [found.get(priority, Waiting(priority, 0, 0, None)) for priority in Priority]
