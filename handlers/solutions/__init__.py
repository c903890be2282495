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
from handlers.solutions.co_authors import add_co_author, offer_co_authors, open_co_authors, remove_co_author
from handlers.solutions.drawing import choose_drawing, list_drawn, open_drawing
from handlers.solutions.finding import keep_found_reply
from handlers.solutions.replying import keep_reply
from store.models import FoundKind
from texts.solutions.presses import (
    AnswerRated,
    CoAuthorAdded,
    CoAuthorRemoved,
    CoAuthorsOffered,
    CoAuthorsOpened,
    DrawingChosen,
    DrawingOpened,
    DrawnListed,
    QuestionMeant,
    SolutionBegun,
    SolutionChangeAsked,
    SolutionOpened,
    SolutionsListed,
    SolutionWithdrawalAsked,
    SolutionWithdrawn,
)

__all__ = ["FEATURE", "FORM", "answer_challenge", "show_shared", "show_solution"]

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
        CoAuthorsOpened: open_co_authors,
        CoAuthorsOffered: offer_co_authors,
        CoAuthorAdded: add_co_author,
        CoAuthorRemoved: remove_co_author,
        DrawingOpened: open_drawing,
        DrawingChosen: choose_drawing,
        DrawnListed: list_drawn,
    },
    forms=(FORM, CHANGE_FORM),
    links={
        "solution": behind_link(FoundKind.SOLUTION, show_shared),
        "solve": lambda turn, number: answer_challenge(turn, int(number or 0)),
    },
    replies={"challenge": keep_reply},
    found_replies={"challenge": keep_found_reply},
)
