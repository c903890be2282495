"""What the buttons about how challenges end say when they are pressed."""

from dataclasses import dataclass

from store.models import Outcome
from texts.presses import Press, press


@press("ota")
@dataclass(frozen=True)
class OutcomeTold(Press):
    """Who was asked says how it stands."""

    challenge_id: int
    outcome: Outcome


@press("otb")
@dataclass(frozen=True)
class OutcomePutOff(Press):
    """They will know more in two weeks. check: which question this answers."""

    challenge_id: int
    check: int


@press("otc")
@dataclass(frozen=True)
class HelpedOpened(Press):
    """Which answers helped? A page of them."""

    challenge_id: int
    page: int


@press("otd")
@dataclass(frozen=True)
class HelpedSaid(Press):
    """This one did, or did not."""

    solution_id: int
    has_helped: bool
    page: int
