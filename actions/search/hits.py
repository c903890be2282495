"""What was found, as far as a list tells of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TypeVar

import structlog
from sqlalchemy.orm import Session

from actions.access.finding import EVERYWHERE
from actions.search.opened import title_and_parts
from actions.search.passages import Piece, passage_of
from actions.search.thesaurus import Thesaurus
from actions.sheets.years import years_done
from store.database import row_by_id, rows_by_id
from store.frozen import frozen
from store.models import Archive, Challenge, City, Experience, FoundKind, Outcome, Prompt, PromptAnswer, Row, Solution
from store.search import Found
from store.sheets import Grown

R = TypeVar("R", bound=Row)
YEARS_BACK = 20
OPENED = frozenset({FoundKind.CHALLENGE, FoundKind.EXPERIENCE, FoundKind.SOLUTION})  # what may leave its network
log = structlog.get_logger(__name__)


@frozen
class Hit:
    """One record that was found. title: of an answer, that of what it answers; of one to a prompt, none.

    network_id: None for what an earlier edition left behind
    years: in which it was done, as far as it says so itself; empty: it does not
    """

    kind: FoundKind
    about_id: int
    network_id: int | None
    title: str
    city: City | None
    language: str
    outcome: Outcome | None
    published_at: datetime
    passage: tuple[Piece, ...]
    years: str = ""

    def years_told(self, zone: tzinfo) -> str:
        """Those in which it was done, or else the one in which it was shared, where the reader is."""
        return self.years or str(self.published_at.astimezone(zone).year)


@frozen
class _Told:
    title: str
    network_id: int | None
    city_id: int | None
    language: str
    parts: tuple[str, ...]
    outcome: Outcome | None = None
    years: str = ""


def hits_of(
    session: Session,
    page: Sequence[Found],
    shown_by: Callable[[Found], Collection[str]],
    known: Thesaurus,
    doors: Collection[str],
) -> tuple[Hit, ...]:
    """What is told of some entries. shown_by: the terms for which one was found; doors: those of the reader."""
    rows = {
        kind: rows_by_id(session, table, [one.about_id for one in page if one.kind is kind])
        for kind, table in _TABLES.items()
    }
    told = [(one, rows[one.kind][one.about_id]) for one in page if _is_there(one, rows[one.kind])]
    found = [(one, _told_to(session, one, row, doors)) for one, row in told]
    cities = rows_by_id(session, City, [how.city_id for _, how in found if how.city_id is not None])
    return tuple(_hit(one, how, cities, shown_by(one), known) for one, how in found)


def _is_there(found: Found, rows: Collection[int]) -> bool:
    """A row that was deleted without its entry is a mistake of ours, and no reason to show nothing at all."""
    is_there = found.about_id in rows
    if not is_there:
        log.error("entry_without_record", kind=found.kind, about=found.about_id)
    return is_there


_TABLES: Mapping[FoundKind, type[Row]] = {
    FoundKind.CHALLENGE: Challenge,
    FoundKind.EXPERIENCE: Experience,
    FoundKind.SOLUTION: Solution,
    FoundKind.ANSWER: PromptAnswer,
    FoundKind.ARCHIVE: Archive,
}


def _hit(found: Found, told: _Told, cities: Mapping[int, City], wanted: Collection[str], known: Thesaurus) -> Hit:
    return Hit(
        kind=found.kind,
        about_id=found.about_id,
        network_id=told.network_id,
        title=told.title,
        city=None if told.city_id is None else cities.get(told.city_id),
        language=told.language,
        outcome=told.outcome,
        published_at=found.published_at,
        passage=passage_of(" ".join(told.parts), told.language, wanted, known),
        years=told.years or (_years_done(told, found) if found.kind is FoundKind.EXPERIENCE else ""),
    )


def _years_done(told: _Told, found: Found) -> str:
    """The form asks what was done and when, and what is regretted after it. Of long ago are laws and numbers."""
    shared = found.published_at.year
    return years_done(f"{told.title}\n{told.parts[0]}", shared - YEARS_BACK, shared)


def _told_to(session: Session, found: Found, row: Row, doors: Collection[str]) -> _Told:
    """Whoever came by the door that is open to all networks reads what was approved for them."""
    told = _told(session, row)
    ways = set(found.terms.split()).intersection(doors)
    if ways != {EVERYWHERE} or found.kind not in OPENED:
        return told
    words = title_and_parts(session, found.kind, found.about_id, _grown(session, row))
    title, parts = words or ("", ("",))
    return replace(told, title=title, parts=parts)


def _grown(session: Session, row: Row) -> Grown:
    """The record that left its network: of an answer, the challenge."""
    match row:
        case Solution() as solution:
            return _row(session, Challenge, solution.challenge_id)
        case Challenge() | Experience():
            return row
    raise TypeError(f"{type(row).__name__} does not leave its network")


def _told(session: Session, row: Row) -> _Told:
    match row:
        case Challenge() as one:
            return _Told(one.title, one.network_id, one.city_id, one.language, (one.problem, one.tried), one.outcome)
        case Experience() as done:
            return _Told(done.title, done.network_id, done.city_id, done.language, (done.done, done.regret))
        case Solution() as solution:
            asked = _row(session, Challenge, solution.challenge_id)
            return _Told(asked.title, asked.network_id, solution.city_id, solution.language, (solution.text,))
        case PromptAnswer() as answer:
            prompt = _row(session, Prompt, answer.prompt_id)
            return _Told("", prompt.network_id, answer.city_id, answer.language, (answer.text,))
        case Archive() as archive:
            return _Told(archive.name, None, None, "es", (archive.summary,), years=archive.years)
    raise TypeError(f"nothing is told of {type(row).__name__}")


def _row(session: Session, table: type[R], number: int) -> R:
    row = row_by_id(session, table, number)
    if row is None:
        raise LookupError(f"an entry of the index is about {table.__tablename__} {number}, which is gone")
    return row
