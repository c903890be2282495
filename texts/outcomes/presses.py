"""What the buttons about how challenges end say when they are pressed."""

from store.frozen import frozen
from store.models import Outcome
from texts.presses import Press, press


@press("ota")
@frozen
class OutcomeTold(Press):
    """Who was asked says how it stands."""

    challenge_id: int
    outcome: Outcome


@press("otb")
@frozen
class OutcomePutOff(Press):
    """They will know more in two weeks. check: which question this answers."""

    challenge_id: int
    check: int


@press("otc")
@frozen
class HelpedOpened(Press):
    """Which answers helped? A page of them."""

    challenge_id: int
    page: int


@press("otd")
@frozen
class HelpedSaid(Press):
    """This one did, or did not."""

    solution_id: int
    has_helped: bool
    page: int
