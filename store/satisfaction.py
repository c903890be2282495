"""Queries of how people found a session: the scores without names, the names without scores."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Meeting, Satisfaction, SatisfactionGiven, Statement


def has_given(session: Session, meeting: Meeting, person_id: int) -> bool:
    """Whether somebody has answered."""
    return session.get(SatisfactionGiven, (meeting.id, person_id)) is not None


def scores_of(session: Session, meeting: Meeting) -> dict[Statement, dict[int, int]]:
    """How often each statement was given each score."""
    scores: dict[Statement, dict[int, int]] = {statement: {} for statement in Statement}
    for row in session.scalars(sa.select(Satisfaction).where(Satisfaction.meeting_id == meeting.id)):
        scores[row.statement][row.score] = row.number
    return scores


def add_scores(session: Session, meeting: Meeting, person_id: int, scores: Mapping[Statement, int]) -> None:
    """Counts somebody's scores; the caller has locked the session's row."""
    session.add(SatisfactionGiven(meeting_id=meeting.id, person_id=person_id))
    for statement, score in scores.items():
        row = session.get(Satisfaction, (meeting.id, statement, score), populate_existing=True)
        if row is None:
            session.add(Satisfaction(meeting_id=meeting.id, statement=statement, score=score, number=1))
        else:
            row.number += 1
    session.flush()


def forget_given(session: Session, person_id: int) -> None:
    """Nobody knows any more where somebody has answered; the scores lead to nobody."""
    session.execute(sa.delete(SatisfactionGiven).where(SatisfactionGiven.person_id == person_id))
