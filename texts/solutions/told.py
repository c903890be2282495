"""What people are told of an answer: who gave it, and who asked."""

from store.models import Challenge, Solution
from texts.challenges.card import mark, marking_buttons
from texts.menu import back_button
from texts.message import Button, Message, paragraphs, quoted
from texts.solutions.keys import draw_key, own_buttons, to_challenge
from texts.solutions.presses import AnswerRated, QuestionMeant, SolutionsListed
from texts.solutions.signed import Signed
from texts.translator import Translator


def kept(t: Translator, challenge: Challenge, solution: Solution, *, may_draw: bool = False) -> Message:
    """To the author, in private. may_draw: there are experiences that it can be drawn from."""
    return Message(
        paragraphs(
            t.say("💡 Thank you! Saved as an answer to “{title}”:", title=challenge.title),
            quoted(solution.text),
        ),
        (
            own_buttons(t, solution),
            *((((draw_key(t, solution)),),) if may_draw else ()),
            (Button(t.label("❓ It is a question"), QuestionMeant(solution.id)), to_challenge(t, challenge)),
        ),
    )


def passed_on(t: Translator, challenge: Challenge, solution: Solution) -> Message:
    """To the author, when it was a question."""
    return Message(
        paragraphs(
            t.say("❓ Passed on as a question about “{title}”; it does not count as an answer.", title=challenge.title),
            quoted(solution.text),
        ),
        ((to_challenge(t, challenge),), (back_button(t),)),
    )


def question_arrived(t: Translator, challenge: Challenge, signed: Signed) -> Message:
    """To the asker, in the place of what had come as an answer."""
    return Message(
        paragraphs(
            t.say(
                "❓ {author} has a question about your challenge “{title}”:",
                author=signed.by(t),
                title=challenge.title,
            ),
            quoted(signed.solution.text),
            t.say("It can be answered in the group, or added to the challenge with “Change”."),
        ),
        ((to_challenge(t, challenge),),),
    )


def answer_arrived(t: Translator, challenge: Challenge, signed: Signed) -> Message:
    """To the asker, in private; says how it was marked, and empties itself when the answer is withdrawn."""
    solution = signed.solution
    if solution.withdrawn_at is not None:
        gone = t.say("An answer to your challenge “{title}” was withdrawn by its author.", title=challenge.title)
        return Message(gone, ((to_challenge(t, challenge),),))
    solved, partly, still_open = marking_buttons(
        t, lambda outcome: AnswerRated(solution.id, outcome, challenge.outcome)
    )
    return Message(
        paragraphs(
            t.say(
                "💡 {author} answers your challenge “{title}”:",
                author=signed.by(t),
                title=challenge.title,
            ),
            quoted(solution.text),
            signed.source(t),
            mark(t, challenge.outcome)
            if solution.marked_at is not None
            else t.say("Once it is known whether it helped, it can be marked here:"),
        ),
        (
            (solved, partly),
            (still_open, Button(t.label("See all answers"), SolutionsListed(challenge.id, 0))),
        ),
    )
