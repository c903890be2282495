"""Queries of surveys: which are open, who is asked, what was answered."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import Network, Survey, SurveyAnswer, SurveyKind

NEXT_SURVEY = sa.select(sa.func.min(Survey.ask_at))  # when the clock has to look at one


def survey_of(session: Session, network_id: int, kind: SurveyKind) -> Survey | None:
    """The network's of a kind."""
    return session.scalar(sa.select(Survey).where(Survey.network_id == network_id, Survey.kind == kind))


def surveys_in(session: Session, network_id: int) -> dict[SurveyKind, Survey]:
    """All of a network."""
    return {one.kind: one for one in session.scalars(sa.select(Survey).where(Survey.network_id == network_id))}


def open_survey(
    session: Session, network_id: int, kind: SurveyKind, *, now: datetime, closes_at: datetime, ask_at: datetime | None
) -> bool:
    """A new one; False: there is one already, which stays as it is."""
    values = {"network_id": network_id, "kind": kind, "opened_at": now, "closes_at": closes_at, "ask_at": ask_at}
    return insert_new(session, Survey, values, unique=["network_id", "kind"])


def surveys_due(session: Session, now: datetime, limit: int) -> list[tuple[Survey, Network]]:
    """Those whose delegates are to be asked, or that have ended since; taken, where several look at once, by one."""
    found = (
        sa.select(Survey, Network)
        .join(Network, Network.id == Survey.network_id)
        .where(Survey.ask_at <= now)
        .order_by(Survey.ask_at, Survey.id)
        .limit(limit)
        .with_for_update(of=Survey, skip_locked=True)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def answer_of(session: Session, survey_id: int, person_id: int) -> SurveyAnswer | None:
    """What somebody has said."""
    found = sa.select(SurveyAnswer).where(SurveyAnswer.survey_id == survey_id, SurveyAnswer.person_id == person_id)
    return session.scalar(found)


def answers_to(session: Session, survey_ids: Collection[int]) -> dict[int, list[SurveyAnswer]]:
    """All that was said, by survey. In no order that would tell who said it."""
    found = sa.select(SurveyAnswer).where(SurveyAnswer.survey_id.in_(survey_ids))
    answers: dict[int, list[SurveyAnswer]] = {}
    for one in session.scalars(found.order_by(SurveyAnswer.words, SurveyAnswer.id)):
        answers.setdefault(one.survey_id, []).append(one)
    return answers


def answered_by(session: Session, survey_id: int) -> set[int]:
    """The people who need no question any more."""
    found = sa.select(SurveyAnswer.person_id).where(SurveyAnswer.survey_id == survey_id)
    return {number for number in session.scalars(found) if number is not None}


def forget_survey_answers(session: Session, person_id: int) -> None:
    """The scores lead to nobody any more; what was written goes."""
    mine = sa.update(SurveyAnswer).where(SurveyAnswer.person_id == person_id)
    session.execute(mine.values(person_id=None, words="").execution_options(synchronize_session="fetch"))
