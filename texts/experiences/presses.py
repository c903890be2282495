"""What the buttons of experiences say when they are pressed."""

from enum import StrEnum

from store.experiences import ExperiencesShown
from store.frozen import frozen
from texts.presses import Press, press


class ExperiencePart(StrEnum):
    """What of an experience can be changed."""

    DONE = "done"
    REGRET = "regret"
    TITLE = "title"


@press("em")
@frozen
class ExperiencesOpened(Press):
    """The experiences, of the one network or of one still to choose."""


@press("el")
@frozen
class ExperiencesListed(Press):
    """A page of a network's experiences."""

    network_id: int
    shown: ExperiencesShown
    page: int


@press("ev")
@frozen
class ExperienceOpened(Press):
    """One experience, and the list to go back to."""

    experience_id: int
    shown: ExperiencesShown
    page: int


@press("es")
@frozen
class ExperienceBegun(Press):
    """Somebody wants to share one. The network is 0 where it is not known yet."""

    network_id: int


@press("ee")
@frozen
class ExperienceChangeAsked(Press):
    """What of it should be changed?"""

    experience_id: int


@press("ep")
@frozen
class ExperiencePartChosen(Press):
    """This part should be changed."""

    experience_id: int
    part: ExperiencePart


@press("en")
@frozen
class ExperiencePublicationAsked(Press):
    """What only the coordination has seen should be for the whole network; asked once whether really."""

    experience_id: int


@press("ey")
@frozen
class ExperiencePublished(Press):
    """Yes, really."""

    experience_id: int


@press("ew")
@frozen
class ExperienceWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    experience_id: int


@press("ex")
@frozen
class ExperienceWithdrawn(Press):
    """Yes, really."""

    experience_id: int
