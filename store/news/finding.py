"""What is new in networks, asked of the store: statements that are built once, and filled with parameters."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.adoptions import OUTCOMES, adoptions_new
from store.database import carry_out
from store.models import (
    AdoptionState,
    Challenge,
    City,
    DigestDrop,
    DigestLine,
    Experience,
    Meeting,
    NewsPart,
    Outcome,
    Prompt,
    PromptAnswer,
    Solution,
    Visibility,
)
from store.models.columns import Moment
from store.news.chronicle import Chronicle, Entry
from store.news.told import Adopted, Asked, Place, Record, Recorded, Said

NOBODY = 0  # in the place of a person: it is news to everybody


def chronicles(
    session: Session, network_ids: Collection[int], since: datetime, until: datetime
) -> defaultdict[int, Chronicle]:
    """Of each of these networks: everything at `since` or later, and before `until`, that somebody may be told of."""
    span = {"networks": list(network_ids), "since": since, "until": until}
    found: defaultdict[int, Chronicle] = defaultdict(Chronicle)
    if not carry_out(session, _is_anything_new(), span).scalar():
        return found  # as in most weeks of most networks
    for row in carry_out(session, _challenges(), span).rows:
        found[row.network_id].challenges.append(Entry(row.at, row.person_id, _record(row)))
    for row in carry_out(session, _experiences(), span).rows:
        record = Record(row.id, row.title, _place(row), row.person_id)
        found[row.network_id].experiences.append(Entry(row.at, row.person_id, record))
    for row in carry_out(session, _solutions(), span).rows:
        found[row.network_id].solutions.append(Entry(row.at, row.by, _record(row), row.marked_at is not None))
    for row in carry_out(session, _solved(), span).rows:
        found[row.network_id].solved.append(Entry(row.at, row.person_id, _record(row)))
    for row in carry_out(session, _answers(), span).rows:
        found[row.network_id].answers.append(Entry(row.at, row.by, _asked(row)))
    for row in carry_out(session, _results(), span).rows:
        found[row.network_id].results.append(Entry(row.at, NOBODY, _asked(row)))
    for row in carry_out(session, _said(), span).rows:
        said = Said(row.id, row.language, row.text, _by_language(row.translations))
        found[row.network_id].said.append(Entry(row.at, NOBODY, said))
    for row in carry_out(session, _recordings(), span).rows:
        found[row.network_id].recordings.append(Entry(row.at, NOBODY, Recorded(row.id, row.number)))
    for row in carry_out(session, adoptions_new(), span).rows:
        found[row.network_id].adoptions += _entries_of_adoption(row, since, until)
    for chronicle in found.values():
        chronicle.adoptions.sort(key=lambda entry: entry.at)
    for row in carry_out(session, _dropped(), span).rows:
        _take_out(found[row.network_id], NewsPart(row.part), row.about_id, row.dropped_at)
    return found


def _take_out(chronicle: Chronicle, part: NewsPart, about_id: int, until: datetime) -> None:
    entries = chronicle.part(part)
    for place, entry in enumerate(entries):
        if entry.what.id == about_id and entry.at <= until:
            entries[place] = entry._replace(is_dropped=True)


def _asked(row: Any) -> Asked:
    return Asked(row.id, row.slug, row.own_words, _by_language(row.own_translations), row.own_language)


def _by_language(translations: Any) -> tuple[tuple[str, str], ...]:
    """Carried out past SQLAlchemy, JSON comes as text from one database and as it is from the other."""
    read = json.loads(translations) if isinstance(translations, str) else translations
    return tuple(sorted((read or {}).items()))


def _entries_of_adoption(row: Any, since: datetime, until: datetime) -> Iterator[Entry[Adopted]]:
    """It was begun, and has been told of, within the span: one of the two, or both."""
    place, origin = Place(row.name, row.country), Place(row.origin_name, row.origin_country)
    begun = Adopted(row.id, row.title or "", row.takes, place, origin, row.author_id, AdoptionState.PLANNED)
    if since <= row.adopted_at < until:
        yield Entry(row.adopted_at, row.person_id, begun)
    if row.state in OUTCOMES and row.told_at is not None and since <= row.told_at < until:
        yield Entry(row.told_at, row.person_id, begun._replace(state=row.state))


def _record(row: Any) -> Record:
    return Record(row.id, row.title, _place(row), row.person_id, row.outcome, row.visibility)


def _place(row: Any) -> Place | None:
    return None if row.name is None else Place(row.name, row.country)


# Building these statements costs more than running them: each is built once, and filled with parameters.

_NETWORKS: sa.BindParameter[Any] = sa.bindparam("networks", expanding=True)
_SINCE: sa.BindParameter[Any] = sa.bindparam("since", type_=Moment)
_UNTIL: sa.BindParameter[Any] = sa.bindparam("until", type_=Moment)
_PROMPT = (Prompt.network_id, Prompt.id, Prompt.slug, Prompt.own_words, Prompt.own_translations, Prompt.own_language)


@cache
def _is_anything_new() -> sa.Select[Any]:
    parts: tuple[sa.Select[Any], ...] = (
        _challenges(),
        _experiences(),
        _solutions(),
        _solved(),
        _answers(),
        _recordings(),
        adoptions_new(),
    )
    parts = (*parts, _results(), _said())
    return sa.select(sa.or_(*(part.order_by(None).exists() for part in parts)))


@cache
def _challenges() -> sa.Select[*tuple[Any, ...]]:
    found = _of_challenges(Challenge.published_at).where(*_shared(Challenge, Challenge.published_at))
    return found.order_by(Challenge.published_at, Challenge.id)


@cache
def _solved() -> sa.Select[*tuple[Any, ...]]:
    found = _of_challenges(Challenge.outcome_at).where(*_shared(Challenge, Challenge.outcome_at))
    return found.where(Challenge.outcome.in_([Outcome.SOLVED, Outcome.PARTLY])).order_by(
        Challenge.outcome_at, Challenge.id
    )


@cache
def _solutions() -> sa.Select[*tuple[Any, ...]]:
    """Also to challenges that only the coordination sees: who asked is told of them."""
    found = _of_challenges(Solution.published_at).add_columns(Solution.person_id.label("by"), Solution.marked_at)
    standing = (Challenge.withdrawn_at.is_(None), Solution.withdrawn_at.is_(None))
    new = found.join(Solution, Solution.challenge_id == Challenge.id).where(
        Challenge.network_id.in_(_NETWORKS), *_within(Solution.published_at), *standing
    )
    return new.order_by(Solution.published_at, Challenge.id)


@cache
def _experiences() -> sa.Select[*tuple[Any, ...]]:
    found = sa.select(
        Experience.network_id,
        Experience.published_at.label("at"),
        Experience.person_id,
        Experience.id,
        Experience.title,
        City.name,
        City.country,
    ).outerjoin(City, City.id == Experience.city_id)
    return found.where(*_shared(Experience, Experience.published_at)).order_by(Experience.published_at, Experience.id)


@cache
def _answers() -> sa.Select[*tuple[Any, ...]]:
    answer = (PromptAnswer.published_at.label("at"), PromptAnswer.person_id.label("by"))
    found = sa.select(*_PROMPT, *answer).join(PromptAnswer, PromptAnswer.prompt_id == Prompt.id)
    new = (Prompt.network_id.in_(_NETWORKS), *_within(PromptAnswer.published_at), PromptAnswer.withdrawn_at.is_(None))
    return found.where(*new).order_by(PromptAnswer.published_at)


@cache
def _results() -> sa.Select[*tuple[Any, ...]]:
    """Of questions of which the network has been shown the answers together."""
    new = (Prompt.network_id.in_(_NETWORKS), *_within(Prompt.results_at))
    return sa.select(*_PROMPT, Prompt.results_at.label("at")).where(*new).order_by(Prompt.results_at, Prompt.id)


@cache
def _said() -> sa.Select[*tuple[Any, ...]]:
    line = (DigestLine.id, DigestLine.language, DigestLine.text, DigestLine.translations)
    new = (DigestLine.network_id.in_(_NETWORKS), *_within(DigestLine.written_at), DigestLine.withdrawn_at.is_(None))
    found = sa.select(DigestLine.network_id, DigestLine.written_at.label("at"), *line).where(*new)
    return found.order_by(DigestLine.written_at, DigestLine.id)


@cache
def _dropped() -> sa.Select[*tuple[Any, ...]]:
    dropped = (DigestDrop.network_id, DigestDrop.part, DigestDrop.about_id, DigestDrop.dropped_at)
    return sa.select(*dropped).where(DigestDrop.network_id.in_(_NETWORKS), DigestDrop.dropped_at >= _SINCE)


@cache
def _recordings() -> sa.Select[*tuple[Any, ...]]:
    found = sa.select(Meeting.network_id, Meeting.recorded_at.label("at"), Meeting.id, Meeting.number)
    new = (Meeting.network_id.in_(_NETWORKS), *_within(Meeting.recorded_at))
    return found.where(*new).order_by(Meeting.recorded_at, Meeting.id)


def _of_challenges(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        Challenge.network_id,
        moment.label("at"),
        Challenge.person_id,
        Challenge.id,
        Challenge.title,
        Challenge.outcome,
        Challenge.visibility,
        City.name,
        City.country,
    ).outerjoin(City, City.id == Challenge.city_id)


def _shared(
    table: type[Challenge] | type[Experience],
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> tuple[sa.ColumnElement[bool], ...]:
    is_seen = (table.visibility == Visibility.NETWORK, table.withdrawn_at.is_(None))
    return table.network_id.in_(_NETWORKS), *_within(moment), *is_seen


def _within(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> tuple[sa.ColumnElement[bool], ...]:
    return moment >= _SINCE, moment < _UNTIL
