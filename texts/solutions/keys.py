"""Keys that several messages about answers have."""

from store.challenges import ChallengesShown
from store.models import Challenge, Solution
from texts.challenges.presses import ChallengeOpened
from texts.message import Button
from texts.solutions.presses import DrawingOpened, SolutionChangeAsked, SolutionWithdrawalAsked
from texts.translator import Translator


def own_buttons(t: Translator, solution: Solution) -> tuple[Button, Button]:
    """Of whoever may do both."""
    return (
        Button(t.label("✏️ Change"), SolutionChangeAsked(solution.id)),
        Button(t.label("🗑 Withdraw"), SolutionWithdrawalAsked(solution.id)),
    )


def draw_key(t: Translator, solution: Solution) -> Button:
    """Of whoever may word it."""
    return Button(t.label("🌱 From an experience"), DrawingOpened(solution.id, 0))


def to_challenge(t: Translator, challenge: Challenge) -> Button:
    """What it answers."""
    return Button(t.label("See the challenge"), ChallengeOpened(challenge.id, ChallengesShown.OPEN, 0))
