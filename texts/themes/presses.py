"""What the buttons of themes say when they are pressed."""

from enum import StrEnum

from store.frozen import frozen
from store.models import FoundKind
from texts.presses import Press, press


class ThemedKind(StrEnum):
    """What has themes: the ids of themes leave little room on a key."""

    CHALLENGE = "c"
    EXPERIENCE = "e"

    @property
    def found(self) -> FoundKind:
        """The same as a search names it."""
        return FoundKind.CHALLENGE if self is ThemedKind.CHALLENGE else FoundKind.EXPERIENCE


@press("tha")
@frozen
class ThemesOpened(Press):
    """What a record is about. field: of which the list is shown; empty: that of its network."""

    kind: ThemedKind
    about_id: int
    field: str


@press("thb")
@frozen
class ThemeSet(Press):
    """It is about this, or is not."""

    kind: ThemedKind
    about_id: int
    theme: str
    is_on: bool


@press("thc")
@frozen
class ThemeFieldsListed(Press):
    """The themes of another field."""

    kind: ThemedKind
    about_id: int
    page: int
