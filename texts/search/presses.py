"""What the buttons of searches say when they are pressed."""

from enum import StrEnum

from store.frozen import frozen
from store.models import FoundKind
from texts.presses import Press, press


class Narrowing(StrEnum):
    """By what a search can be narrowed."""

    KIND = "kind"
    CITY = "city"
    COUNTRY = "country"
    FIELD = "field"
    STATE = "state"
    THEME = "theme"


@press("fia")
@frozen
class SearchBegun(Press):
    """What should be looked for?"""


@press("fib")
@frozen
class TextSearched(Press):
    """A text that nobody had asked for is looked for."""


@press("fic")
@frozen
class SearchPaged(Press):
    """A page of what was found."""

    search_id: int
    page: int


@press("fid")
@frozen
class SearchReturned(Press):
    """Back to the page that was shown last."""

    search_id: int


@press("fie")
@frozen
class RecordOpened(Press):
    """A record, from the results of a search; 0: from elsewhere."""

    kind: FoundKind
    about_id: int
    search_id: int = 0


@press("fif")
@frozen
class NarrowingsOpened(Press):
    """By what should it be narrowed?"""

    search_id: int


@press("fig")
@frozen
class NarrowingOpened(Press):
    """To which of these?"""

    search_id: int
    by: Narrowing
    page: int


@press("fih")
@frozen
class NarrowingChosen(Press):
    """To this one; with an empty value to none."""

    search_id: int
    by: Narrowing
    value: str


@press("fii")
@frozen
class NarrowingsDropped(Press):
    """Everything is looked through again."""

    search_id: int


@press("fij")
@frozen
class SearchShared(Press):
    """What was not found becomes the problem of a challenge."""

    search_id: int


@press("fik")
@frozen
class LinkAsked(Press):
    """The link to a record, for passing on."""

    kind: FoundKind
    about_id: int
    search_id: int = 0
