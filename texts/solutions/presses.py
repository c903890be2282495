"""What the buttons of solutions say when they are pressed."""

from store.frozen import frozen
from store.models import Outcome
from texts.presses import Press, press


@press("sb")
@frozen
class SolutionBegun(Press):
    """Somebody wants to answer a challenge."""

    challenge_id: int


@press("sl")
@frozen
class SolutionsListed(Press):
    """A page of the answers to a challenge."""

    challenge_id: int
    page: int


@press("sv")
@frozen
class SolutionOpened(Press):
    """One answer as a whole."""

    solution_id: int


@press("se")
@frozen
class SolutionChangeAsked(Press):
    """Its words should be changed."""

    solution_id: int


@press("sw")
@frozen
class SolutionWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    solution_id: int


@press("sx")
@frozen
class SolutionWithdrawn(Press):
    """Yes, really."""

    solution_id: int


@press("sq")
@frozen
class QuestionMeant(Press):
    """It is no answer but a question to who asked."""

    solution_id: int


@press("soa")
@frozen
class CoAuthorsOpened(Press):
    """Who answers together with the author."""

    solution_id: int


@press("sob")
@frozen
class CoAuthorsOffered(Press):
    """Whom to add: a page of the network's people."""

    solution_id: int
    page: int


@press("soc")
@frozen
class CoAuthorAdded(Press):
    """This one."""

    solution_id: int
    person_id: int


@press("sod")
@frozen
class CoAuthorRemoved(Press):
    """Not this one any more: pressed by the author, or by themselves."""

    solution_id: int
    person_id: int


@press("soe")
@frozen
class DrawingOpened(Press):
    """From which experience is it drawn? A page of the network's."""

    solution_id: int
    page: int


@press("sof")
@frozen
class DrawingChosen(Press):
    """From this one; 0: from none."""

    solution_id: int
    experience_id: int


@press("sog")
@frozen
class DrawnListed(Press):
    """A page of the answers that were drawn from an experience."""

    experience_id: int
    page: int


@press("so")
@frozen
class AnswerRated(Press):
    """The asker says how the challenge stands thanks to this answer. `seen`: how it stood before."""

    solution_id: int
    outcome: Outcome
    seen: Outcome = Outcome.OPEN
