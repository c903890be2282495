"""A page of what was found, as it is shown."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, FoundKind, Outcome
from texts.search.presses import Narrowing


@frozen
class Line:
    """One record.

    when: the years in which it was done, or else that in which it was shared
    passage: words, and whether they are what was looked for
    field: of its network, where the page has records of several
    """

    kind: FoundKind
    about_id: int
    title: str
    city: City | None
    when: str
    outcome: Outcome | None
    passage: Sequence[tuple[str, bool]]
    field: str | None = None


@frozen
class Narrowed:
    """What a search is narrowed to, in the reader's words."""

    by: Narrowing
    name: str


@frozen
class Shown:
    """A page. number: of all that was found, at the least when there are more; read_as: what was looked for instead"""

    search_id: int
    words: str
    lines: Sequence[Line]
    number: int
    page: int
    is_more: bool
    read_as: str | None
    narrowed: Sequence[Narrowed]


@frozen
class Choice:
    """Something that a search can be narrowed to. value: as a key carries it"""

    value: str
    name: str
