"""What the buttons of experiences say when they are pressed."""

from dataclasses import dataclass
from enum import StrEnum

from store.experiences import ExperiencesShown
from texts.presses import Press, press


class ExperiencePart(StrEnum):
    """What of an experience can be changed."""

    DONE = "done"
    REGRET = "regret"
    TITLE = "title"


@press("em")
@dataclass(frozen=True)
class ExperiencesOpened(Press):
    """The experiences, of the one network or of one still to choose."""


@press("el")
@dataclass(frozen=True)
class ExperiencesListed(Press):
    """A page of a network's experiences."""

    network_id: int
    shown: ExperiencesShown
    page: int


@press("ev")
@dataclass(frozen=True)
class ExperienceOpened(Press):
    """One experience, and the list to go back to."""

    experience_id: int
    shown: ExperiencesShown
    page: int


@press("es")
@dataclass(frozen=True)
class ExperienceBegun(Press):
    """Somebody wants to share one. The network is 0 where it is not known yet."""

    network_id: int


@press("ee")
@dataclass(frozen=True)
class ExperienceChangeAsked(Press):
    """What of it should be changed?"""

    experience_id: int


@press("ep")
@dataclass(frozen=True)
class ExperiencePartChosen(Press):
    """This part should be changed."""

    experience_id: int
    part: ExperiencePart


@press("en")
@dataclass(frozen=True)
class ExperiencePublicationAsked(Press):
    """What only the coordination has seen should be for the whole network; asked once whether really."""

    experience_id: int


@press("ey")
@dataclass(frozen=True)
class ExperiencePublished(Press):
    """Yes, really."""

    experience_id: int


@press("ew")
@dataclass(frozen=True)
class ExperienceWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    experience_id: int


@press("ex")
@dataclass(frozen=True)
class ExperienceWithdrawn(Press):
    """Yes, really."""

    experience_id: int
