"""What is new in networks: asked of the store once for all readers of a network, then told apart in memory."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Generic, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.adoptions import OUTCOMES, adoptions_new
from store.database import carry_out
from store.models import (
    AdoptionState,
    Challenge,
    City,
    Experience,
    Meeting,
    Outcome,
    Prompt,
    PromptAnswer,
    Solution,
    Visibility,
)
from store.models.columns import Moment

T = TypeVar("T")
NOBODY = 0  # in the place of a person: it is news to everybody


class Place(NamedTuple):
    """A city by what it is called."""

    name: str
    country: str


class Record(NamedTuple):
    """A challenge or an experience as far as it is told of; of an experience the last three say nothing."""

    id: int
    title: str
    place: Place | None
    person_id: int
    outcome: Outcome = Outcome.OPEN
    visibility: Visibility = Visibility.NETWORK


class Asked(NamedTuple):
    """A prompt as far as it is told of."""

    id: int
    slug: str
    own_words: str


class Recorded(NamedTuple):
    """A session that has a recording."""

    id: int
    number: int


class Adopted(NamedTuple):
    """What a city tries of another one: begun, or as it went.

    author_id: of what it came from; title: of that, empty where it was withdrawn
    """

    id: int
    title: str
    takes: str
    place: Place
    origin: Place
    author_id: int
    state: AdoptionState


@dataclass(frozen=True)
class News:
    """What is new to one reader. Challenges and prompts come with the number of what is new about them.

    taken: of what the reader has shared, by other cities; adopted: the same of what others have shared
    """

    answered: Sequence[tuple[Record, int]] = ()  # the reader's own open challenges
    challenges: Sequence[Record] = ()
    experiences: Sequence[Record] = ()
    solutions: Sequence[tuple[Record, int]] = ()
    solved: Sequence[Record] = ()
    prompts: Sequence[tuple[Asked, int]] = ()
    recordings: Sequence[Recorded] = ()
    taken: Sequence[Adopted] = ()
    adopted: Sequence[Adopted] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing is new."""
        shared = (self.answered, self.challenges, self.experiences, self.solutions, self.solved, self.prompts)
        return not any((*shared, self.recordings, self.taken, self.adopted))


class Entry(NamedTuple, Generic[T]):
    """Something that somebody did in a network. `what`: the record, or what it is about.

    is_marked: an answer that its asker has seen, and said what it has brought
    """

    at: datetime
    person_id: int
    what: T
    is_marked: bool = False


@dataclass
class Chronicle:
    """What happened in one network in a span of time, each part in the order in which it did."""

    challenges: list[Entry[Record]] = field(default_factory=list)
    experiences: list[Entry[Record]] = field(default_factory=list)
    solutions: list[Entry[Record]] = field(default_factory=list)
    solved: list[Entry[Record]] = field(default_factory=list)
    answers: list[Entry[Asked]] = field(default_factory=list)
    recordings: list[Entry[Recorded]] = field(default_factory=list)
    adoptions: list[Entry[Adopted]] = field(default_factory=list)
    _told: dict[tuple[int | None, ...], News] = field(default_factory=dict)

    def news(self, since: datetime, reader_id: int | None = None) -> News:
        """What others did at `since` or later; None: a group reads. Readers of the same get the very same News."""
        reader_id = reader_id if reader_id in self._concerned else None
        view = (reader_id, *(_first(part, since) for part in self._parts))
        if view not in self._told:
            self._told[view] = self._news(since, reader_id)
        return self._told[view]

    @cached_property
    def _concerned(self) -> set[int]:
        """Those who read it otherwise than a stranger: something is their own, or answers them."""
        own = {entry.person_id for part in self._parts for entry in part}
        authors = {entry.what.author_id for entry in self.adoptions}
        return own | authors | {entry.what.person_id for entry in self.solutions}

    @property
    def _parts(self) -> tuple[Sequence[Entry[Any]], ...]:
        said = self.answers, self.recordings, self.adoptions
        return self.challenges, self.experiences, self.solutions, self.solved, *said

    def _news(self, since: datetime, reader_id: int | None) -> News:
        solutions = _by_others(self.solutions, since, reader_id)
        adopted = _latest(_by_others(self.adoptions, since, reader_id))
        answers = self.solutions[_first(self.solutions, since) :]
        done = {entry.what.id for entry in answers if entry.person_id == reader_id}
        unmarked = _by_others([one for one in self.solutions if not one.is_marked], since, reader_id)
        return News(
            answered=_counted(one for one in unmarked if _asks(one, reader_id)),
            challenges=[one for one in _by_others(self.challenges, since, reader_id) if one.id not in done],
            experiences=_by_others(self.experiences, since, reader_id),
            solutions=_counted(
                one for one in solutions if one.visibility is Visibility.NETWORK and not _asks(one, reader_id)
            ),
            solved=_by_others(self.solved, since, reader_id),
            prompts=sorted(_counted(_by_others(self.answers, since, reader_id)), key=lambda one: one[0].id),
            recordings=_by_others(self.recordings, since, reader_id),
            taken=[one for one in adopted if one.author_id == reader_id],
            adopted=[one for one in adopted if one.author_id != reader_id],
        )


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
        found[row.network_id].answers.append(Entry(row.at, row.by, Asked(row.id, row.slug, row.own_words)))
    for row in carry_out(session, _recordings(), span).rows:
        found[row.network_id].recordings.append(Entry(row.at, NOBODY, Recorded(row.id, row.number)))
    for row in carry_out(session, adoptions_new(), span).rows:
        found[row.network_id].adoptions += _entries_of_adoption(row, since, until)
    for chronicle in found.values():
        chronicle.adoptions.sort(key=lambda entry: entry.at)
    return found


def _entries_of_adoption(row: Any, since: datetime, until: datetime) -> Iterator[Entry[Adopted]]:
    """It was begun, and has been told of, within the span: one of the two, or both."""
    place, origin = Place(row.name, row.country), Place(row.origin_name, row.origin_country)
    begun = Adopted(row.id, row.title or "", row.takes, place, origin, row.author_id, AdoptionState.PLANNED)
    if since <= row.adopted_at < until:
        yield Entry(row.adopted_at, row.person_id, begun)
    if row.state in OUTCOMES and row.told_at is not None and since <= row.told_at < until:
        yield Entry(row.told_at, row.person_id, begun._replace(state=row.state))


def _latest(adopted: Sequence[Adopted]) -> list[Adopted]:
    """Each once, as it went last."""
    return list({one.id: one for one in adopted}.values())


def _record(row: Any) -> Record:
    return Record(row.id, row.title, _place(row), row.person_id, row.outcome, row.visibility)


def _place(row: Any) -> Place | None:
    return None if row.name is None else Place(row.name, row.country)


def _first(entries: Sequence[Entry[T]], since: datetime) -> int:
    return bisect_left(entries, since, key=lambda entry: entry.at)


def _by_others(entries: Sequence[Entry[T]], since: datetime, reader_id: int | None) -> list[T]:
    return [entry.what for entry in entries[_first(entries, since) :] if entry.person_id != reader_id]


def _asks(challenge: Record, reader_id: int | None) -> bool:
    """Whether the reader waits for answers to it, and sees them all."""
    return challenge.person_id == reader_id and challenge.outcome is not Outcome.SOLVED


def _counted(things: Iterable[T]) -> list[tuple[T, int]]:
    """Each once, in the order in which they first come, with how often they do."""
    return list(Counter(things).items())


# Building these statements costs more than running them: each is built once, and filled with parameters.

_NETWORKS: sa.BindParameter[Any] = sa.bindparam("networks", expanding=True)
_SINCE: sa.BindParameter[Any] = sa.bindparam("since", type_=Moment)
_UNTIL: sa.BindParameter[Any] = sa.bindparam("until", type_=Moment)


@cache
def _is_anything_new() -> sa.Select[Any]:
    parts = (_challenges(), _experiences(), _solutions(), _solved(), _answers(), _recordings(), adoptions_new())
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
    found = sa.select(Prompt.network_id, Prompt.id, Prompt.slug, Prompt.own_words, *answer).join(
        PromptAnswer, PromptAnswer.prompt_id == Prompt.id
    )
    new = (Prompt.network_id.in_(_NETWORKS), *_within(PromptAnswer.published_at), PromptAnswer.withdrawn_at.is_(None))
    return found.where(*new).order_by(PromptAnswer.published_at)


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
