"""What people read about solutions."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.challenges import ChallengesShown
from store.models import Challenge, City, FoundKind, NotedKind, Outcome, Person, Solution
from texts.attachments.shown import unwritten
from texts.behalf.words import ours_key
from texts.challenges.card import mark, marking_buttons
from texts.challenges.presses import ChallengeOpened
from texts.forms import FormChosen
from texts.lists import arrows, number_buttons, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, excerpt, lines, paragraphs, quoted
from texts.presses import Press, press
from texts.search.kinds import link_key
from texts.sharing import byline, part_of_record, whose
from texts.sharing import new_text_question as new_part_question
from texts.translator import Translator

LIMIT = 2000
EXCERPT = 300
PAGE = 3
PUBLISH = "publish"
CHANGE = "change"


@press("sb")
@dataclass(frozen=True)
class SolutionBegun(Press):
    """Somebody wants to answer a challenge."""

    challenge_id: int


@press("sl")
@dataclass(frozen=True)
class SolutionsListed(Press):
    """A page of the answers to a challenge."""

    challenge_id: int
    page: int


@press("sv")
@dataclass(frozen=True)
class SolutionOpened(Press):
    """One answer as a whole."""

    solution_id: int


@press("se")
@dataclass(frozen=True)
class SolutionChangeAsked(Press):
    """Its words should be changed."""

    solution_id: int


@press("sw")
@dataclass(frozen=True)
class SolutionWithdrawalAsked(Press):
    """It should be withdrawn; asked once whether really."""

    solution_id: int


@press("sx")
@dataclass(frozen=True)
class SolutionWithdrawn(Press):
    """Yes, really."""

    solution_id: int


@press("sq")
@dataclass(frozen=True)
class QuestionMeant(Press):
    """It is no answer but a question to who asked."""

    solution_id: int


@press("so")
@dataclass(frozen=True)
class AnswerRated(Press):
    """The asker says how the challenge stands thanks to this answer. `seen`: how it stood before."""

    solution_id: int
    outcome: Outcome
    seen: Outcome = Outcome.OPEN


def form_title(t: Translator) -> str:
    """What an unfinished answer is called."""
    return t.label("an answer to a challenge")


def change_title(t: Translator) -> str:
    """What an unfinished change is called."""
    return t.label("a change of an answer")


def own_challenge(t: Translator) -> Html:
    """To somebody who would answer themselves."""
    return t.say("Answers come from others. To add something to this challenge, there is “Change” in it.")


def solution_question(t: Translator, challenge: Challenge, city: City | None) -> Message:
    """The one question, below the problem and what was tried: nobody proposes that once more."""
    return Message(
        paragraphs(
            t.say("🧩 <b>{title}</b> · {city}", title=challenge.title, city=whose(t, city)),
            quoted(challenge.problem) if challenge.problem else unwritten(t),
            part_of_record(t.say("<b>What was tried</b>"), challenge.tried) if challenge.tried else None,
            t.say("💡 <b>What could help?</b> What your city did, or what is better avoided."),
        )
    )


def new_text_question(t: Translator, present: str) -> Message:
    """An answer is written anew."""
    return new_part_question(t, t.label("The answer"), present)


def words_wanted(t: Translator, challenge: Challenge, *, is_kept: bool) -> Html:
    """A voice note or a picture came in answer to a card. `is_kept`: it is attached to the answer."""
    if is_kept:
        return t.say(
            "What was sent will be attached to the answer to “{title}”, as soon as a sentence says what it is about. "
            "Please write it here:",
            title=challenge.title,
        )
    return t.say(
        "What was sent stays where it is, but only text can be kept as an answer to “{title}”. "
        "Please write the answer here:",
        title=challenge.title,
    )


def withdrawn_meanwhile(t: Translator, written: str) -> Message:
    """To somebody who was answering it."""
    said = t.say("This challenge is no longer there, so it takes no answers any more.")
    lost = t.say("What was written is not lost: it can be copied from here.")
    return Message(paragraphs(said, lost, quoted(written)), ((back_button(t),),))


def unreachable(t: Translator, challenge: Challenge) -> Message:
    """In a group, to somebody who has shown something and whom the bot may not write to."""
    return Message(
        t.say(
            "To keep this as an answer to “{title}”, a sentence is missing: it can be written here.",
            title=challenge.title,
        ),
        ((Button(t.label("💡 Answer"), start=f"solve-{challenge.id}"),),),
    )


def preview(t: Translator, draft_id: int, challenge: Challenge, text: str) -> Message:
    """The answer as the others will see it."""
    return Message(
        paragraphs(t.say("The answer to “{title}”:", title=challenge.title), quoted(text)),
        (
            (Button(t.label("📣 Publish the answer"), FormChosen(draft_id, "preview", PUBLISH)),),
            (Button(t.label("✏️ Change"), FormChosen(draft_id, "preview", CHANGE)),),
        ),
    )


def kept(t: Translator, challenge: Challenge, solution: Solution) -> Message:
    """To the author, in private."""
    return Message(
        paragraphs(
            t.say("💡 Thank you! Saved as an answer to “{title}”:", title=challenge.title),
            quoted(solution.text),
        ),
        (
            _own_buttons(t, solution),
            (Button(t.label("❓ It is a question"), QuestionMeant(solution.id)), _to_challenge(t, challenge)),
        ),
    )


def passed_on(t: Translator, challenge: Challenge, solution: Solution) -> Message:
    """To the author, when it was a question."""
    return Message(
        paragraphs(
            t.say("❓ Passed on as a question about “{title}”; it does not count as an answer.", title=challenge.title),
            quoted(solution.text),
        ),
        ((_to_challenge(t, challenge),), (back_button(t),)),
    )


def question_arrived(
    t: Translator, challenge: Challenge, solution: Solution, author: Person, city: City | None
) -> Message:
    """To the asker, in the place of what had come as an answer."""
    return Message(
        paragraphs(
            t.say(
                "❓ {author} has a question about your challenge “{title}”:",
                author=byline(t, author, city, is_noted=solution.noted_by is not None),
                title=challenge.title,
            ),
            quoted(solution.text),
            t.say("It can be answered in the group, or added to the challenge with “Change”."),
        ),
        ((_to_challenge(t, challenge),),),
    )


def answer_arrived(
    t: Translator, challenge: Challenge, solution: Solution, author: Person, city: City | None
) -> Message:
    """To the asker, in private; says how it was marked, and empties itself when the answer is withdrawn."""
    if solution.withdrawn_at is not None:
        gone = t.say("An answer to your challenge “{title}” was withdrawn by its author.", title=challenge.title)
        return Message(gone, ((_to_challenge(t, challenge),),))
    solved, partly, still_open = marking_buttons(
        t, lambda outcome: AnswerRated(solution.id, outcome, challenge.outcome)
    )
    return Message(
        paragraphs(
            t.say(
                "💡 {author} answers your challenge “{title}”:",
                author=byline(t, author, city, is_noted=solution.noted_by is not None),
                title=challenge.title,
            ),
            quoted(solution.text),
            mark(t, challenge.outcome) if solution.marked_at is not None else t.say("Did it solve the challenge?"),
        ),
        (
            (solved, partly),
            (still_open, Button(t.label("See all answers"), SolutionsListed(challenge.id, 0))),
        ),
    )


def solution_list(
    t: Translator,
    challenge: Challenge,
    offered: Sequence[tuple[Solution, Person, City | None]],
    *,
    number: int,
    page: int,
) -> Message:
    """A page of answers."""
    pages = pages_for(number, PAGE)
    return Message(
        paragraphs(
            t.say("💡 <b>Answers to “{title}”</b>", title=challenge.title),
            *(_line(t, place, *one) for place, one in enumerate(offered, start=1)),
            None if offered else t.say("Nobody has answered yet."),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if pages > 1 else None,
        ),
        tuple(
            row
            for row in (
                number_buttons([SolutionOpened(solution.id) for solution, _, _ in offered]),
                arrows(t, page, pages, lambda other: SolutionsListed(challenge.id, other)),
                (_to_challenge(t, challenge),),
            )
            if row
        ),
    )


def _line(t: Translator, place: int, solution: Solution, author: Person, city: City | None) -> Html:
    return lines(
        t.say(
            "<b>{number}.</b> {author}",
            number=place,
            author=byline(t, author, city, is_noted=solution.noted_by is not None),
        ),
        Html("{text}").format(text=excerpt(solution.text, EXCERPT)),
    )


def detail(
    t: Translator,
    challenge: Challenge,
    solution: Solution,
    author: Person,
    city: City | None,
    *,
    page: int,
    is_own: bool,
    may_take_over: bool = False,
) -> Message:
    """One answer as a whole; `page` of the list holds it. `may_take_over`: it was noted for the reader's city."""
    ours = ((ours_key(t, NotedKind.SOLUTION, solution.id),),) if may_take_over else ()
    own = (*ours, _own_buttons(t, solution)) if is_own else ours
    return Message(
        paragraphs(
            t.say("💡 <b>Answer to “{title}”</b>", title=challenge.title),
            lines(byline(t, author, city, is_noted=solution.noted_by is not None), quoted(solution.text)),
        ),
        (
            *own,
            (
                Button(t.label("◀️ Back"), SolutionsListed(challenge.id, page)),
                link_key(t, FoundKind.SOLUTION, solution.id),
            ),
        ),
    )


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
        ((_to_challenge(t, challenge),), (back_button(t),)),
    )


def _own_buttons(t: Translator, solution: Solution) -> tuple[Button, Button]:
    return (
        Button(t.label("✏️ Change"), SolutionChangeAsked(solution.id)),
        Button(t.label("🗑 Withdraw"), SolutionWithdrawalAsked(solution.id)),
    )


def _to_challenge(t: Translator, challenge: Challenge) -> Button:
    return Button(t.label("See the challenge"), ChallengeOpened(challenge.id, ChallengesShown.OPEN, 0))
