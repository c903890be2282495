"""Who gave an answer together with its author."""

from collections.abc import Sequence

from store.models import Challenge, City, Person, Solution
from texts.lists import arrows, in_rows, number_buttons, pages_for
from texts.message import Button, Html, Message, lines, paragraphs, quoted
from texts.sharing import byline
from texts.solutions.presses import (
    CoAuthorAdded,
    CoAuthorRemoved,
    CoAuthorsOffered,
    CoAuthorsOpened,
    SolutionOpened,
)
from texts.solutions.signed import Signed
from texts.translator import Translator

PAGE = 8
MOST = 5

Signer = tuple[Person, City | None]


def page(t: Translator, challenge: Challenge, signed: Signed, reader: Person, *, is_own: bool) -> Message:
    """Those who are named, with what the reader may do about it."""
    solution, number = signed.solution, len(signed.others)
    mine = any(person.id == reader.id for person, _ in signed.others)
    removing = [
        Button(t.label("✖️ {name}", name=person.name or "…"), CoAuthorRemoved(solution.id, person.id))
        for person, _ in signed.others
        if is_own
    ]
    leaving = ((Button(t.label("✖️ Do not name me"), CoAuthorRemoved(solution.id, reader.id)),),) if mine else ()
    adding = ((Button(t.label("➕ Add a person"), CoAuthorsOffered(solution.id, 0)),),)
    return Message(
        paragraphs(
            t.say("👥 <b>Who answers “{title}”</b>", title=challenge.title),
            signed.by(t),
            t.say(
                "Whoever is named can change the words, too, is thanked with the others, and can take their name off."
            ),
        ),
        (
            *in_rows(removing),
            *leaving,
            *(adding if is_own and number < MOST else ()),
            (Button(t.label("◀️ Back"), SolutionOpened(solution.id)),),
        ),
    )


def choice(
    t: Translator, challenge: Challenge, solution: Solution, offered: Sequence[Signer], *, number: int, page: int
) -> Message:
    """Whom to add."""
    pages = pages_for(number, PAGE)
    turning = arrows(t, page, pages, lambda other: CoAuthorsOffered(solution.id, other))
    return Message(
        paragraphs(
            t.say("👥 <b>Who gave the answer to “{title}” together with you?</b>", title=challenge.title),
            lines(
                *(
                    Html("<b>{}.</b> {}").format(place, byline(t, person, city))
                    for place, (person, city) in enumerate(offered, start=1)
                )
            )
            if offered
            else t.say("Nobody else takes part yet."),
            t.say("Whoever is added is told at once."),
        ),
        tuple(
            row
            for row in (
                *in_rows(number_buttons([CoAuthorAdded(solution.id, person.id) for person, _ in offered]), 4),
                turning,
                (Button(t.label("◀️ Back"), CoAuthorsOpened(solution.id)),),
            )
            if row
        ),
    )


def named(t: Translator, challenge: Challenge, signed: Signed, adder: Html) -> Message:
    """To who was added."""
    solution = signed.solution
    return Message(
        paragraphs(
            t.say("👥 {adder} names you beside them in an answer to “{title}”:", adder=adder, title=challenge.title),
            quoted(solution.text),
        ),
        (
            (Button(t.label("See the answer"), SolutionOpened(solution.id)),),
            (Button(t.label("✖️ Do not name me"), CoAuthorRemoved(solution.id, 0)),),
        ),
    )


def not_named(t: Translator, challenge: Challenge) -> Message:
    """To who took their name off, or whom the author did not want to name after all."""
    return Message(t.say("👥 The answer to “{title}” does not name you any more.", title=challenge.title))


def added(t: Translator, name: str) -> str:
    """A toast."""
    return t.plain("{name} is named, and told.", name=name)


def removed(t: Translator) -> str:
    """A toast."""
    return t.plain("The name is off.")


def already_full(t: Translator) -> Html:
    """No more than a handful."""
    return t.say("An answer names up to {n} people beside its author.", n=t.number(MOST))
