"""Answers as they are looked at: the list, one as a whole, and its withdrawal."""

from collections.abc import Sequence

from store.experiences import ExperiencesShown
from store.models import Challenge, FoundKind, NotedKind, Outcome, Solution
from texts.behalf.words import ours_key
from texts.experiences.presses import ExperienceOpened
from texts.lists import arrows, number_buttons, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, quoted
from texts.search.kinds import link_key
from texts.solutions.keys import draw_key, own_buttons, to_challenge
from texts.solutions.presses import (
    CoAuthorsOpened,
    SolutionChangeAsked,
    SolutionOpened,
    SolutionsListed,
    SolutionWithdrawn,
)
from texts.solutions.signed import Signed
from texts.translator import Translator

EXCERPT = 300
PAGE = 3


def solution_list(
    t: Translator,
    challenge: Challenge,
    offered: Sequence[Signed],
    *,
    number: int,
    page: int,
) -> Message:
    """A page of answers."""
    pages = pages_for(number, PAGE)
    return Message(
        paragraphs(
            t.say("💡 <b>Answers to “{title}”</b>", title=challenge.title),
            *(_line(t, place, one) for place, one in enumerate(offered, start=1)),
            None if offered else t.say("Nobody has answered yet."),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if pages > 1 else None,
        ),
        tuple(
            row
            for row in (
                number_buttons([SolutionOpened(one.solution.id) for one in offered]),
                arrows(t, page, pages, lambda other: SolutionsListed(challenge.id, other)),
                (to_challenge(t, challenge),),
            )
            if row
        ),
    )


def _line(t: Translator, place: int, signed: Signed) -> Html:
    return lines(
        t.say(
            "<b>{number}.</b> {author}",
            number=place,
            author=signed.by(t),
        ),
        Html("{text}").format(text=excerpt(signed.solution.text, EXCERPT)),
    )


def detail(
    t: Translator,
    challenge: Challenge,
    signed: Signed,
    *,
    page: int,
    is_own: bool,
    may_word: bool = False,
    may_draw: bool = False,
    may_take_over: bool = False,
) -> Message:
    """One answer as a whole; `page` of the list holds it.

    may_word: it is the reader's, too, who gave it together with its author
    may_draw: there are experiences that it can be drawn from
    may_take_over: it was noted for the reader's city
    """
    solution = signed.solution
    return Message(
        paragraphs(
            t.say("💡 <b>Answer to “{title}”</b>", title=challenge.title),
            lines(signed.by(t), quoted(solution.text)),
            signed.source(t),
            t.say("🙌 It helped, says who asked.") if _has_helped(challenge, solution) else None,
        ),
        (
            *(((ours_key(t, NotedKind.SOLUTION, solution.id),),) if may_take_over else ()),
            *((own_buttons(t, solution),) if is_own else ()),
            *(_wording(t, solution, is_own=is_own, may_draw=may_draw) if is_own or may_word else ()),
            *((_source_keys(signed, t),) if signed.drawn is not None else ()),
            (
                Button(t.label("◀️ Back"), SolutionsListed(challenge.id, page)),
                link_key(t, FoundKind.SOLUTION, solution.id),
            ),
        ),
    )


def _has_helped(challenge: Challenge, solution: Solution) -> bool:
    return challenge.outcome is not Outcome.OPEN and solution.helped_at is not None


def _wording(t: Translator, solution: Solution, *, is_own: bool, may_draw: bool) -> Rows:
    """Of its author, and of who gave it together with them."""
    authors = Button(t.label("👥 Co-authors"), CoAuthorsOpened(solution.id))
    change = () if is_own else ((Button(t.label("✏️ Change"), SolutionChangeAsked(solution.id)),),)
    return (*change, (authors, *((draw_key(t, solution),) if may_draw else ())))


def _source_keys(signed: Signed, t: Translator) -> tuple[Button, ...]:
    experience_id = signed.solution.experience_id or 0
    return (Button(t.label("🌱 See the experience"), ExperienceOpened(experience_id, ExperiencesShown.ALL, 0)),)


def whether_to_withdraw(t: Translator, solution: Solution) -> Message:
    """Asked once."""
    return Message(
        paragraphs(
            t.say("Withdraw this answer?"),
            Html("<i>{text}</i>").format(text=excerpt(solution.text, EXCERPT)),
            t.say("What was written in a group stays there until it is deleted there."),
        ),
        (
            (Button(t.label("🗑 Withdraw it"), SolutionWithdrawn(solution.id)),),
            (Button(t.label("◀️ Back"), SolutionOpened(solution.id)),),
        ),
    )


def withdrawn(t: Translator, challenge: Challenge) -> Message:
    """It is gone."""
    return Message(
        t.say("The answer to “{title}” has been withdrawn.", title=challenge.title),
        ((to_challenge(t, challenge),), (back_button(t),)),
    )
