"""What a survey has brought, as its readers are given it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from store.frozen import frozen
from store.models import Network, Survey, SurveyKind

LEAST_TOLD = 3  # answers: fewer would tell whose they are


@frozen
class Score:
    """Of one question: how many answered it, and their average; None: too few to be told."""

    number: int
    average: float | None


@frozen
class Result:
    """Of one survey. asked: how many delegates there are; words: what they added, without their names."""

    survey: Survey
    asked: int
    answered: int
    scores: Mapping[str, Score]
    words: Sequence[str]


@frozen
class Results:
    """Of all surveys of a network. can_send: those that can be asked now."""

    network: Network
    results: Mapping[SurveyKind, Result]
    can_send: Sequence[SurveyKind]
    now: datetime

    def score(self, kind: SurveyKind, slug: str) -> Score | None:
        """Of one question in one survey."""
        result = self.results.get(kind)
        return None if result is None else result.scores.get(slug)
