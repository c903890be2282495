"""What the buttons of challenges say when they are pressed."""

from enum import StrEnum

from store.challenges import ChallengesShown
from store.frozen import frozen
from store.models import Outcome
from texts.presses import Press, press


class ChallengePart(StrEnum):
    """What of a challenge can be changed."""

    PROBLEM = "problem"
    TRIED = "tried"
    TITLE = "title"


@press("cm")
@frozen
class ChallengesOpened(Press):
    """The challenges, of the one network or of one still to choose."""

    shown: ChallengesShown


@press("cl")
@frozen
class ChallengesListed(Press):
    """A page of a network's challenges."""

    network_id: int
    shown: ChallengesShown
    page: int


@press("cv")
@frozen
class ChallengeOpened(Press):
    """One challenge, and the list to go back to."""

    challenge_id: int
    shown: ChallengesShown
    page: int


@press("cs")
@frozen
class ChallengeBegun(Press):
    """Somebody wants to share one. The network is 0 where it is not known yet."""

    network_id: int


@press("ce")
@frozen
class ChallengeChangeAsked(Press):
    """What of it should be changed?"""

    challenge_id: int


@press("cp")
@frozen
class ChallengePartChosen(Press):
    """This part should be changed."""

    challenge_id: int
    part: ChallengePart


@press("cn")
@frozen
class ChallengePublicationAsked(Press):
    """What only the coordination has seen should be for the whole network; asked once whether really."""

    challenge_id: int


@press("cy")
@frozen
class ChallengePublished(Press):
    """Yes, really."""

    challenge_id: int


@press("co")
@frozen
class OutcomeMarked(Press):
    """The asker says how it stands. `seen`: how it stood where the key was shown."""

    challenge_id: int
    outcome: Outcome
    seen: Outcome = Outcome.OPEN


@press("cw")
@frozen
class ChallengeWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    challenge_id: int


@press("cx")
@frozen
class ChallengeWithdrawn(Press):
    """Yes, really."""

    challenge_id: int
