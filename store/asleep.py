"""Copies of announcements that wait for the morning of their readers."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Letter, LetterState


@dataclass(frozen=True)
class Asleep:
    """How many letters wait, first parts and all of them, and the first moment that they wait for."""

    firsts: int
    letters: int
    wakes_at: datetime | None


def asleep(session: Session, subject: str, after: datetime) -> Asleep:
    """Those of this subject that are due later than that."""
    firsts, letters = sa.func.count().filter(Letter.part == 0), sa.func.count()
    waiting = (Letter.subject == subject, Letter.state == LetterState.WAITING, Letter.due_at > after)
    return Asleep(*session.execute(sa.select(firsts, letters, sa.func.min(Letter.due_at)).where(*waiting)).one())
