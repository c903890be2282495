"""What the buttons of solutions say when they are pressed."""

from dataclasses import dataclass

from store.models import Outcome
from texts.presses import Press, press


@press("sb")
@dataclass(frozen=True)
class SolutionBegun(Press):
    """Somebody wants to answer a challenge."""

    challenge_id: int


@press("sl")
@dataclass(frozen=True)
class SolutionsListed(Press):
    """A page of the answers to a challenge."""

    challenge_id: int
    page: int


@press("sv")
@dataclass(frozen=True)
class SolutionOpened(Press):
    """One answer as a whole."""

    solution_id: int


@press("se")
@dataclass(frozen=True)
class SolutionChangeAsked(Press):
    """Its words should be changed."""

    solution_id: int


@press("sw")
@dataclass(frozen=True)
class SolutionWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    solution_id: int


@press("sx")
@dataclass(frozen=True)
class SolutionWithdrawn(Press):
    """Yes, really."""

    solution_id: int


@press("sq")
@dataclass(frozen=True)
class QuestionMeant(Press):
    """It is no answer but a question to who asked."""

    solution_id: int


@press("soa")
@dataclass(frozen=True)
class CoAuthorsOpened(Press):
    """Who answers together with the author."""

    solution_id: int


@press("sob")
@dataclass(frozen=True)
class CoAuthorsOffered(Press):
    """Whom to add: a page of the network's people."""

    solution_id: int
    page: int


@press("soc")
@dataclass(frozen=True)
class CoAuthorAdded(Press):
    """This one."""

    solution_id: int
    person_id: int


@press("sod")
@dataclass(frozen=True)
class CoAuthorRemoved(Press):
    """Not this one any more: pressed by the author, or by themselves."""

    solution_id: int
    person_id: int


@press("soe")
@dataclass(frozen=True)
class DrawingOpened(Press):
    """From which experience is it drawn? A page of the network's."""

    solution_id: int
    page: int


@press("sof")
@dataclass(frozen=True)
class DrawingChosen(Press):
    """From this one; 0: from none."""

    solution_id: int
    experience_id: int


@press("sog")
@dataclass(frozen=True)
class DrawnListed(Press):
    """A page of the answers that were drawn from an experience."""

    experience_id: int
    page: int


@press("so")
@dataclass(frozen=True)
class AnswerRated(Press):
    """The asker says how the challenge stands thanks to this answer. `seen`: how it stood before."""

    solution_id: int
    outcome: Outcome
    seen: Outcome = Outcome.OPEN
