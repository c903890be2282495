"""Solutions: by a button, or by replying to the card of a challenge."""

from handlers.feature import Feature
from handlers.record_access import behind_link
from handlers.solutions.answering import (
    CHANGE_FORM,
    FORM,
    answer_challenge,
    ask_for_new_text,
    ask_whether_to_withdraw,
    list_solutions,
    pass_on_as_question,
    rate_answer,
    show_shared,
    show_solution,
    withdraw,
)
from handlers.solutions.replying import keep_reply
from store.models import FoundKind
from texts.solutions import (
    AnswerRated,
    QuestionMeant,
    SolutionBegun,
    SolutionChangeAsked,
    SolutionOpened,
    SolutionsListed,
    SolutionWithdrawalAsked,
    SolutionWithdrawn,
)

__all__ = ["FEATURE", "FORM", "show_shared", "show_solution"]

FEATURE = Feature(
    presses={
        SolutionBegun: lambda turn, press: answer_challenge(turn, press.challenge_id),
        SolutionsListed: list_solutions,
        SolutionOpened: show_solution,
        AnswerRated: rate_answer,
        QuestionMeant: pass_on_as_question,
        SolutionChangeAsked: ask_for_new_text,
        SolutionWithdrawalAsked: ask_whether_to_withdraw,
        SolutionWithdrawn: withdraw,
    },
    forms=(FORM, CHANGE_FORM),
    links={
        "solution": behind_link(FoundKind.SOLUTION, show_shared),
        "solve": lambda turn, number: answer_challenge(turn, int(number or 0)),
    },
    replies={"challenge": keep_reply},
)
