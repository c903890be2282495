"""The page of whatever something is attached to."""

from actions.refusals import StepPassed
from handlers import experiences, solutions
from handlers.challenges.showing import show_own as show_challenge
from handlers.form import number_in
from handlers.turn import Turn
from store.models import AttachedTo
from texts.message import Message
from texts.solutions.presses import SolutionOpened


def page_of(turn: Turn, about: AttachedTo, about_id: int) -> Message:
    """As its owner comes to it."""
    match about:
        case AttachedTo.CHALLENGE:
            return show_challenge(turn, about_id)
        case AttachedTo.EXPERIENCE:
            return experiences.show_own(turn, about_id)
        case AttachedTo.SOLUTION:
            return solutions.show_solution(turn, SolutionOpened(about_id))


def argument_of(about: AttachedTo, about_id: int) -> str:
    """With which a form begins that is about a record."""
    return f"{about}-{about_id}"


def named_in(argument: str) -> tuple[AttachedTo, int]:
    """The record that a form is about; what was made up by hand is refused."""
    about, _, number = argument.partition("-")
    if about not in set(AttachedTo):
        raise StepPassed
    return AttachedTo(about), number_in(number)
