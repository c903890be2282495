"""What happened in one network, told apart in memory for each of its readers."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from store.models import NewsPart, Outcome, Visibility
from store.news.told import Adopted, Asked, News, Record, Recorded, Said

T = TypeVar("T")


class Entry(NamedTuple, Generic[T]):
    """Something that somebody did in a network. `what`: the record, or what it is about.

    is_marked: an answer that its asker has seen, and said what it has brought
    is_dropped: the coordination wants it in no digest
    """

    at: datetime
    person_id: int
    what: T
    is_marked: bool = False
    is_dropped: bool = False


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
    said: list[Entry[Said]] = field(default_factory=list)
    results: list[Entry[Asked]] = field(default_factory=list)
    _told: dict[tuple[int | None, ...], News] = field(default_factory=dict, init=False)

    def news(self, since: datetime, reader_id: int | None = None) -> News:
        """What others did at `since` or later; None: a group reads. Readers of the same get the very same News."""
        reader_id = reader_id if reader_id in self._concerned else None
        view = (reader_id, *(_first(part, since) for part in self._parts))
        if view not in self._told:
            self._told[view] = self._news(since, reader_id)
        return self._told[view]

    def whole(self, since: datetime) -> News:
        """What a group would read if nothing had been taken out."""
        taken_in: list[list[Any]] = [[entry._replace(is_dropped=False) for entry in part] for part in self._parts]
        names = (one.name for one in fields(self) if one.init)
        return Chronicle(**dict(zip(names, taken_in, strict=True))).news(since)

    @cached_property
    def _concerned(self) -> set[int]:
        """Those who read it otherwise than a stranger: something is their own, or answers them."""
        own = {entry.person_id for part in self._parts for entry in part}
        authors = {entry.what.author_id for entry in self.adoptions}
        return own | authors | {entry.what.person_id for entry in self.solutions}

    def part(self, part: NewsPart) -> list[Entry[Any]]:
        """What there is of one kind."""
        match part:
            case NewsPart.CHALLENGE:
                return self.challenges
            case NewsPart.EXPERIENCE:
                return self.experiences
            case NewsPart.ANSWERS:
                return self.solutions
            case NewsPart.SOLVED:
                return self.solved
            case NewsPart.ADOPTION:
                return self.adoptions
            case NewsPart.PROMPT:
                return self.answers
            case NewsPart.RESULTS:
                return self.results
            case NewsPart.RECORDING:
                return self.recordings

    @property
    def _parts(self) -> tuple[Sequence[Entry[Any]], ...]:
        told = self.answers, self.recordings, self.adoptions, self.said, self.results
        return self.challenges, self.experiences, self.solutions, self.solved, *told

    def _news(self, since: datetime, reader_id: int | None) -> News:
        solutions = _to_all(self.solutions, since, reader_id)
        answers = self.solutions[_first(self.solutions, since) :]
        done = {entry.what.id for entry in answers if entry.person_id == reader_id}
        unmarked = _by_others([one for one in self.solutions if not one.is_marked], since, reader_id)
        return News(
            answered=_counted(one for one in unmarked if _asks(one, reader_id)),
            challenges=[one for one in _to_all(self.challenges, since, reader_id) if one.id not in done],
            experiences=_to_all(self.experiences, since, reader_id),
            solutions=_counted(
                one for one in solutions if one.visibility is Visibility.NETWORK and not _asks(one, reader_id)
            ),
            solved=_to_all(self.solved, since, reader_id),
            prompts=sorted(_counted(_to_all(self.answers, since, reader_id)), key=lambda one: one[0].id),
            recordings=_to_all(self.recordings, since, reader_id),
            taken=[one for one in _latest(_by_others(self.adoptions, since, reader_id)) if one.author_id == reader_id],
            adopted=[one for one in _latest(_to_all(self.adoptions, since, reader_id)) if one.author_id != reader_id],
            said=_to_all(self.said, since, reader_id),
            results=_to_all(self.results, since, reader_id),
        )


def _first(entries: Sequence[Entry[T]], since: datetime) -> int:
    return bisect_left(entries, since, key=lambda entry: entry.at)


def _by_others(entries: Sequence[Entry[T]], since: datetime, reader_id: int | None) -> list[T]:
    return [entry.what for entry in entries[_first(entries, since) :] if entry.person_id != reader_id]


def _to_all(entries: Sequence[Entry[T]], since: datetime, reader_id: int | None) -> list[T]:
    """The same without what the coordination has taken out of the digest."""
    first = _first(entries, since)
    return [one.what for one in entries[first:] if one.person_id != reader_id and not one.is_dropped]


def _latest(adopted: Sequence[Adopted]) -> list[Adopted]:
    """Each once, as it went last."""
    return list({one.id: one for one in adopted}.values())


def _asks(challenge: Record, reader_id: int | None) -> bool:
    """Whether the reader waits for answers to it, and sees them all."""
    return challenge.person_id == reader_id and challenge.outcome is not Outcome.SOLVED


def _counted(things: Iterable[T]) -> list[tuple[T, int]]:
    """Each once, in the order in which they first come, with how often they do."""
    return list(Counter(things).items())
