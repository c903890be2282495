"""A delegate answers, and may change it for a week."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from actions.surveys.asking import letters_of
from actions.surveys.refusals import SurveyOver
from store.attention import let_go
from store.locking import lock
from store.models import City, Kind, Person, Survey, SurveyAnswer
from store.surveys import answer_of

CHANGED_WITHIN = timedelta(days=7)


def changes_until(answer: SurveyAnswer, now: datetime) -> datetime | None:
    """As long as it can be changed; None: not any more."""
    until = answer.answered_at + CHANGED_WITHIN
    return until if now < until else None


def check_open(session: Session, survey: Survey, person: Person, now: datetime) -> SurveyAnswer | None:
    """What somebody has answered so far. Refuses when it is counted."""
    answer = answer_of(session, survey.id, person.id)
    is_open = now < survey.closes_at if answer is None else changes_until(answer, now) is not None
    if not is_open:
        raise SurveyOver
    return answer


def do_answer(
    session: Session,
    person: Person,
    survey: Survey,
    city: City,
    scores: Mapping[str, int],
    words: str,
    *,
    now: datetime,
) -> SurveyAnswer:
    """Kept beside those of the others; nobody is asked any more who has answered."""
    lock(session, survey)
    answer = check_open(session, survey, person, now)
    if answer is None:
        answer = SurveyAnswer(survey_id=survey.id, person_id=person.id, answered_at=now)
        session.add(answer)
    answer.city_id, answer.scores, answer.words = city.id, dict(scores), words
    answer.language, answer.changed_at = person.language, now
    session.flush()
    letters.withdraw(session, letters_of(survey, person))
    let_go(session, person.id, Kind.SURVEY, survey.id)
    return answer
