"""Adoptions as they are told of: what all their texts have in common."""

from collections.abc import Sequence

from store.adoptions import Listed
from store.frozen import frozen
from store.models import Adoption, AdoptionCheck, AdoptionState, City, Network
from texts.cities import short_city
from texts.dates import day
from texts.lists import some_of
from texts.message import Html, excerpt, lines, quoted
from texts.presses import Press
from texts.translator import Translator

IN_LISTS = 70
MOST_NAMED = 6


@frozen
class Shown:
    """One for a reader. `checks`: what the city has said of it so far.

    is_early: nobody is asked yet how it went, which can be told all the same
    asks_use: half a year has passed since what worked was taken on
    opens: where what it came from is read; None: it was withdrawn
    may_tell: the reader says how it goes; may_take_over: it was noted for their city
    """

    listed: Listed
    network: Network
    is_early: bool
    asks_use: bool
    checks: Sequence[AdoptionCheck] = ()
    opens: Press | None = None
    may_tell: bool = False
    may_take_over: bool = False

    @property
    def adoption(self) -> Adoption:
        """Of it all."""
        return self.listed.adoption


def states(t: Translator) -> dict[AdoptionState, str]:
    """In brackets, and in the legend of the picture."""
    return {
        AdoptionState.PLANNED: t.plain("planned"),
        AdoptionState.NOT_YET: t.plain("not yet"),
        AdoptionState.WORKED: t.plain("worked"),
        AdoptionState.ADAPTED: t.plain("worked with changes"),
        AdoptionState.FAILED: t.plain("did not work"),
    }


def state_labels(t: Translator) -> dict[AdoptionState, str]:
    """What can be said of one, in the order of the keys."""
    return {
        AdoptionState.WORKED: t.label("It worked"),
        AdoptionState.ADAPTED: t.label("With changes"),
        AdoptionState.FAILED: t.label("It did not work"),
        AdoptionState.NOT_YET: t.label("Not yet"),
    }


def state_line(t: Translator, state: AdoptionState) -> Html:
    """On its page."""
    return {
        AdoptionState.PLANNED: t.say("🗓 Planned"),
        AdoptionState.NOT_YET: t.say("⏳ Not yet"),
        AdoptionState.WORKED: t.say("✅ It worked"),
        AdoptionState.ADAPTED: t.say("🔁 It worked with changes"),
        AdoptionState.FAILED: t.say("⛔ It did not work"),
    }[state]


def use_line(t: Translator, *, still_used: bool) -> Html:
    """After half a year."""
    return t.say("♻️ Still in use") if still_used else t.say("💤 Not in use any more")


def between(t: Translator, listed: Listed) -> Html:
    """Who learned from whom."""
    return t.say("<b>{city}</b> ← {origin}", city=short_city(listed.city), origin=short_city(listed.origin))


def in_one_line(t: Translator, listed: Listed) -> Html:
    """A line of the ledger. What was withdrawn is named by what the city took of it."""
    words = t.say(
        "{between}: {title} ({state})",
        between=between(t, listed),
        title=excerpt(listed.title or listed.adoption.takes, IN_LISTS),
        state=states(t)[listed.adoption.state],
    )
    return Html("{} ✍️").format(words) if listed.adoption.noted_by is not None else words


def title_of(t: Translator, listed: Listed) -> Html:
    """What it came from."""
    if not listed.title:
        return t.say("What it came from was withdrawn.")
    return title_line(t, listed.title, is_answer=listed.adoption.solution_id is not None)


def title_line(t: Translator, title: str, *, is_answer: bool) -> Html:
    """The title of an experience, or of the challenge that an answer is to."""
    if is_answer:
        return t.say("💡 Answer to “{title}”", title=title)
    return t.say("🌱 Experience: {title}", title=title)


def when_it_begins(t: Translator, adoption: Adoption) -> Html:
    """The first step and its day."""
    return t.say("👣 First step, {day}: {step}", day=day(t, adoption.starts_on, year=True), step=adoption.first_step)


def taken(t: Translator, takes: str) -> Html:
    """What a city takes of it."""
    return lines(t.say("<b>What it takes</b>"), quoted(takes))


def changed(t: Translator, changes: str) -> Html | None:
    """What it does otherwise."""
    return lines(t.say("<b>What it changes</b>"), quoted(changes)) if changes else None


def lesson(t: Translator, state: AdoptionState, words: str) -> Html | None:
    """What the city adds to how it went."""
    if not words:
        return None
    if state is AdoptionState.ADAPTED:
        return t.say("What had to change: {words}", words=words)
    return t.say("Why: {words}", words=words)


def adopters(t: Translator, found: Sequence[tuple[Adoption, City]]) -> Html:
    """On the page of what they took."""
    names = [
        t.say("{city} ({state})", city=short_city(city), state=states(t)[adoption.state])
        if adoption.state is not AdoptionState.PLANNED
        else Html.escape(short_city(city))
        for adoption, city in found
    ]
    return t.say("🌱 Being tried by: {cities}", cities=some_of(t, names, MOST_NAMED))
