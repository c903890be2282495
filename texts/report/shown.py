"""What a report shows: figures, the records behind each, and what is not shown."""

from collections.abc import Sequence
from datetime import date
from enum import Enum, StrEnum

from store.frozen import frozen
from store.models import City
from texts.report.choices import Behind, Column, Section, Seen, Slug

LEAST_SHOWN = 3  # fewer would lead to somebody


class Why(StrEnum):
    """Why a figure is not measured."""

    SESSIONS = "sessions"
    ATTENDANCE = "attendance"
    ANSWERS = "answers"
    MONTHS = "months"
    SILENT = "silent"
    LETTERS = "letters"
    ARCHIVE = "archive"


class NoneHere(Enum):
    """What this bot has none of, so that there is nothing to count: it may have been held elsewhere."""

    CONSULTATION = "consultation"


class Hidden(Enum):
    """One or two of something; or what would tell that, were it shown beside the rest."""

    FEW = "<3"
    TELLING = "hidden"


@frozen
class Count:
    """How many."""

    number: int


@frozen
class OfAll:
    """So many of all."""

    number: int
    all: int


@frozen
class Mean:
    """From 1 to 5, with how many said so, of how many."""

    average: float
    number: int
    asked: int


@frozen
class Change:
    """From the beginning to the end."""

    before: "Value"
    after: "Value"


@frozen
class PerWeek:
    """For each person and week, of so many weeks."""

    average: float
    weeks: int


@frozen
class Unmeasured:
    """Nobody knows."""

    why: Why


Value = Count | OfAll | Mean | Change | PerWeek | NoneHere | Hidden | Unmeasured


@frozen
class Language:
    """By its code."""

    code: str


@frozen
class Country:
    """By its code."""

    code: str


@frozen
class Asked:
    """A question of a survey, by its slug."""

    slug: str


Cell = str | int | float | date | City | Enum | Value | Language | Country | Asked | tuple[Enum | City, ...] | None


@frozen
class Table:
    """The records behind a figure. untitled: how many titles are not shown; is_hidden: there are too few rows."""

    behind: Behind
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    untitled: int = 0
    is_hidden: bool = False


@frozen
class Part:
    """Of a figure: what stands so, or was said of this."""

    of: Enum | Asked | Language
    value: Value


@frozen
class Figure:
    """One of a report. has_others: some parts are too few to be shown; is_told: people say so of themselves;
    unknown: of how many of those that are counted nothing is known.
    """

    slug: Slug
    value: Value
    behind: Behind | None = None
    parts: Sequence[Part] = ()
    has_others: bool = False
    is_told: bool = False
    unknown: int = 0


@frozen
class Sessions:
    """Who was in which session: by session its number and day, by city what is known of each."""

    held: Sequence[tuple[int, date]]
    rows: Sequence[tuple[City, Sequence[Seen], "OfAll | Unmeasured"]]


@frozen
class Bar:
    """What a city gave and received, of which the most that any city did is the whole width."""

    city: City
    gave: Value
    received: Value


@frozen
class Own:
    """The page of one city, which it sees first."""

    city: City
    attended: "OfAll | Unmeasured"
    seen: Sequence[Seen]
    is_heard: bool
    tables: Sequence[Table]


@frozen
class Archived:
    """What is kept of an edition before the bot."""

    years: str
    fields: Sequence[str]
    summary: str


@frozen
class Report:
    """Of a network, or of an earlier edition. made_on, first, last, last_ahead: on the network's clock.

    is_final: it was closed, and nothing of it lies ahead; ahead: how many sessions do, of which the last is on that day
    """

    name: str
    language: str
    made_on: date
    first: date | None
    last: date | None
    is_final: bool
    sections: Sequence[tuple[Section, Sequence[Figure]]]
    tables: Sequence[Table]
    sessions: Sessions
    bars: Sequence[Bar]
    steady: int = 0  # from how many sessions on a city counts as steady
    ahead: int = 0
    last_ahead: date | None = None
    own: Own | None = None
    archived: Archived | None = None

    def figure(self, slug: Slug) -> Figure:
        """One of them."""
        return next(one for _, figures in self.sections for one in figures if one.slug is slug)

    def table(self, behind: Behind) -> Table:
        """One of them."""
        return next(one for one in self.tables if one.behind is behind)
