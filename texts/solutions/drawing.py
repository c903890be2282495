"""The experience that an answer was drawn from, and the answers that were drawn from one."""

from collections.abc import Sequence

from store.experiences import ExperiencesShown
from store.models import Challenge, City, Experience, Solution
from texts.experiences.presses import ExperienceOpened
from texts.lists import arrows, number_buttons, pages_for
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.sharing import whose_in_short
from texts.solutions.presses import DrawingChosen, DrawingOpened, DrawnListed, SolutionOpened
from texts.translator import Translator

PAGE = 5
EXCERPT = 120
TITLE = 60

Drawn = tuple[Solution, Challenge, City | None]


def choice(
    t: Translator,
    challenge: Challenge,
    solution: Solution,
    offered: Sequence[tuple[Experience, City | None]],
    *,
    number: int,
    page: int,
) -> Message:
    """From which experience: those of one's own city come first."""
    pages = pages_for(number, PAGE)
    turning = arrows(t, page, pages, lambda other: DrawingOpened(solution.id, other))
    none: Rows = ((Button(t.label("✖️ From none"), DrawingChosen(solution.id, 0)),),)
    return Message(
        paragraphs(
            t.say("🌱 <b>From which experience comes the answer to “{title}”?</b>", title=challenge.title),
            lines(*(_experience(t, place, *one) for place, one in enumerate(offered, start=1)))
            if offered
            else t.say("Nothing has been shared yet. It takes a minute."),
        ),
        tuple(
            row
            for row in (
                number_buttons([DrawingChosen(solution.id, experience.id) for experience, _ in offered]),
                turning,
                *(none if solution.experience_id is not None else ()),
                (Button(t.label("◀️ Back"), SolutionOpened(solution.id)),),
            )
            if row
        ),
    )


def chosen(t: Translator, *, is_drawn: bool) -> str:
    """A toast."""
    return t.plain("The answer says from which experience it comes.") if is_drawn else t.plain("Taken back.")


def drawn_key(t: Translator, experience: Experience, number: int) -> Button:
    """On the page of an experience."""
    return Button(t.label("💡 Answers from it ({n})", n=number), DrawnListed(experience.id, 0))


def drawn_list(t: Translator, experience: Experience, drawn: Sequence[Drawn], *, number: int, page: int) -> Message:
    """A page of the answers that were drawn from it."""
    pages = pages_for(number, PAGE)
    return Message(
        paragraphs(
            t.say("💡 <b>Answers from “{title}”</b>", title=experience.title),
            *(_answer(t, place, *one) for place, one in enumerate(drawn, start=1)),
            None if drawn else t.say("Nobody has answered with it yet."),
        ),
        tuple(
            row
            for row in (
                number_buttons([SolutionOpened(solution.id) for solution, _, _ in drawn]),
                arrows(t, page, pages, lambda other: DrawnListed(experience.id, other)),
                (Button(t.label("◀️ Back"), ExperienceOpened(experience.id, ExperiencesShown.ALL, 0)),),
            )
            if row
        ),
    )


def _experience(t: Translator, place: int, experience: Experience, city: City | None) -> Html:
    title = excerpt(experience.title, TITLE)
    return Html("<b>{}.</b> {} · {}").format(place, title, whose_in_short(t, city))


def _answer(t: Translator, place: int, solution: Solution, challenge: Challenge, city: City | None) -> Html:
    title, asker = excerpt(challenge.title, TITLE), whose_in_short(t, city)
    return lines(
        t.say("<b>{number}.</b> To “{title}” ({city})", number=place, title=title, city=asker),
        Html("{}").format(excerpt(solution.text, EXCERPT)),
    )
