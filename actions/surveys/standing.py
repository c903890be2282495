"""What surveys have brought: figures, each with how many answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.surveys.planning import can_send
from store import surveys as store
from store.memberships import members_of
from store.models import Network, Role, Survey, SurveyAnswer
from texts.surveys.questions import slugs_of
from texts.surveys.shown import LEAST_TOLD, Result, Results, Score


def results_of(session: Session, network: Network, now: datetime) -> Results:
    """Of all surveys of a network."""
    surveys = store.surveys_in(session, network.id)
    answers = store.answers_to(session, [one.id for one in surveys.values()])
    delegates = len(members_of(session, network.id, Role.DELEGATE))
    results = {kind: _result(one, answers.get(one.id, []), delegates) for kind, one in surveys.items()}
    return Results(network, results, can_send(session, network, now), now)


def _result(survey: Survey, answers: Sequence[SurveyAnswer], delegates: int) -> Result:
    """Those who have left since had been asked, too."""
    words = [one.words for one in answers if one.words] if len(answers) >= LEAST_TOLD else []
    scores = {slug: _score(slug, answers) for slug in slugs_of(survey.kind)}
    return Result(survey, max(delegates, len(answers)), len(answers), scores, words)


def _score(slug: str, answers: Sequence[SurveyAnswer]) -> Score:
    given = [int(one.scores[slug]) for one in answers if slug in one.scores]
    return Score(len(given), sum(given) / len(given) if len(given) >= LEAST_TOLD else None)
