"""How people found it: averages with how many answered beside them, and of fewer than three answers nothing."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from actions.report.facts import Facts
from actions.report.hiding import number_of, table
from actions.report.reach import Found
from actions.surveys.standing import results_of
from store.models import Meeting, Statement, SurveyKind
from texts.report.choices import Behind, Column, Slug
from texts.report.shown import (
    LEAST_SHOWN,
    Asked,
    Cell,
    Change,
    Figure,
    Hidden,
    Mean,
    OfAll,
    Part,
    Table,
    Unmeasured,
    Value,
    Why,
)
from texts.surveys.questions import slugs_of
from texts.surveys.shown import Result, Results, Score

Given = tuple[int, int, int]  # the sum of the scores, how many there are, and how many people were there


def value(session: Session, facts: Facts) -> Found:
    """After each session, and in the three surveys."""
    satisfaction, scores = _satisfaction(facts)
    results = results_of(session, facts.network, facts.now)
    figures = [satisfaction, _pulse(results), _survey(results)]
    return figures, [scores, _surveys(results)]


def _satisfaction(facts: Facts) -> tuple[Figure, Table]:
    """Of sessions with enough answers alone: what is left of all others would tell what few have answered."""
    means = {statement: _overall(facts, statement) for statement in Statement}
    parts = [Part(statement, one) for statement, one in means.items() if isinstance(one, Mean)]
    rows = [row for meeting in facts.held for row in _rows(facts, meeting)]
    columns = (Column.SESSION, Column.QUESTION, Column.AVERAGE, Column.ANSWERED, Column.PEOPLE)
    figure = Figure(Slug.SATISFACTION, means[Statement.USEFUL], Behind.SATISFACTION, parts[1:], is_told=True)
    return figure, table(Behind.SATISFACTION, columns, rows, counts=True)


def _overall(facts: Facts, statement: Statement) -> Value:
    given = [_given(facts, meeting, statement) for meeting in facts.held]
    enough = [one for one in given if one[1] >= LEAST_SHOWN]
    if not facts.held:
        return Unmeasured(Why.SESSIONS)
    if not enough:
        return Hidden.FEW if any(number for _, number, _ in given) else Unmeasured(Why.ANSWERS)
    total, number, asked = (sum(column) for column in zip(*enough, strict=True))
    return Mean(total / number, number, asked)


def _rows(facts: Facts, meeting: Meeting) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    if meeting.id not in facts.scores:
        _, _, there = _given(facts, meeting, Statement.USEFUL)
        return [(meeting.number, None, Unmeasured(Why.ANSWERS), 0, number_of(there))]
    for statement in Statement:
        total, number, asked = _given(facts, meeting, statement)
        average = total / number if number >= LEAST_SHOWN else None if not number else Hidden.FEW
        rows.append((meeting.number, statement, average, number_of(number), number_of(asked)))
    return rows


def _given(facts: Facts, meeting: Meeting, statement: Statement) -> Given:
    """As on the page of the session: of so many people as are known to have been there, or have answered."""
    scores = facts.scores.get(meeting.id, {})
    most = max((sum(given.values()) for given in scores.values()), default=0)
    there = sum(one.people for one in facts.attended if one.meeting_id == meeting.id)
    own: Mapping[int, int] = scores.get(statement, {})
    return sum(score * times for score, times in own.items()), sum(own.values()), max(there, most)


def _pulse(results: Results) -> Figure:
    result = results.results.get(SurveyKind.PULSE)
    parts = [] if result is None else [Part(Asked(slug), _mean(result, slug)) for slug in slugs_of(SurveyKind.PULSE)]
    return Figure(Slug.PULSE, _rate(result), Behind.SURVEYS, _of_enough(result, parts), is_told=True)


def _survey(results: Results) -> Figure:
    """The same questions at the beginning and at the end."""
    first, last = results.results.get(SurveyKind.BASELINE), results.results.get(SurveyKind.CLOSING)
    slugs = slugs_of(SurveyKind.BASELINE)
    parts = [Part(Asked(slug), Change(_mean(first, slug), _mean(last, slug))) for slug in slugs]
    return Figure(Slug.SURVEY, _rate(last), Behind.SURVEYS, _of_enough(last, parts), is_told=True)


def _of_enough(result: Result | None, parts: list[Part]) -> list[Part]:
    return parts if result is not None and result.answered >= LEAST_SHOWN else []


def _rate(result: Result | None) -> Value:
    if result is None or not result.answered:
        return Unmeasured(Why.ANSWERS)
    return Hidden.FEW if result.answered < LEAST_SHOWN else OfAll(result.answered, result.asked)


def _mean(result: Result | None, slug: str) -> Value:
    score: Score | None = None if result is None else result.scores.get(slug)
    if result is None or score is None or not score.number:
        return Unmeasured(Why.ANSWERS)
    return Hidden.FEW if score.average is None else Mean(score.average, score.number, result.asked)


def _surveys(results: Results) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for kind in SurveyKind:
        result = results.results.get(kind)
        for slug in slugs_of(kind) if result is not None else ():
            score = _mean(result, slug)
            average = score.average if isinstance(score, Mean) else score if isinstance(score, Hidden) else None
            number = 0 if result is None else result.scores[slug].number
            rows.append(
                (kind, Asked(slug), average, number_of(number), number_of(0 if result is None else result.asked))
            )
    columns = (Column.SURVEY, Column.QUESTION, Column.AVERAGE, Column.ANSWERED, Column.ASKED)
    return table(Behind.SURVEYS, columns, rows, counts=True)
