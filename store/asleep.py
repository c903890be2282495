"""Copies of announcements that wait for the morning of their readers."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.models import UNSENT, Letter, LetterState, Priority
from store.models.letters import written_out


@frozen
class Asleep:
    """How many letters wait, first parts and all of them, and the first moment that they wait for."""

    firsts: int
    letters: int
    wakes_at: datetime | None


def asleep(session: Session, subject: str, after: datetime) -> Asleep:
    """Those of this subject that are due later than that. While thousands are on their way it costs what waits."""
    firsts, letters = sa.func.count().filter(Letter.part == 0), sa.func.count()
    waiting = (
        Letter.state.in_(written_out(*UNSENT)),  # so that the index of these leads there, and by the priority
        Letter.priority == int(Priority.ANNOUNCEMENT),
        Letter.due_at > after,
        Letter.state == LetterState.WAITING,
        Letter.subject == subject,
    )
    return Asleep(*session.execute(sa.select(firsts, letters, sa.func.min(Letter.due_at)).where(*waiting)).one())
