"""Three things that a member can help with, three that are needed."""

from collections.abc import Sequence

from store.models import HelpKind
from texts.message import Html, Message, excerpt, lines, paragraphs
from texts.translator import Translator


def title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("what I offer and need")


def offers_question(t: Translator) -> Message:
    """What one can help with."""
    return Message(
        paragraphs(
            t.say("🤝 <b>What can you help other cities with?</b> Up to three things, one per line."),
            t.say("<i>For example:\nmunicipal markets\ntravel surveys\nbuying from small producers</i>"),
        )
    )


def needs_question(t: Translator) -> Message:
    """What one needs."""
    return Message(
        paragraphs(
            t.say("🔎 <b>What do you need from other cities?</b> Up to three things, one per line."),
            t.say("<i>For example:\nmeasuring informal work\nsafe routes to school\nfinancing night buses</i>"),
        )
    )


def too_many_things(t: Translator, number: int, most: int) -> Html:
    """More than three."""
    return t.say("That is {number} things and {most} fit. Which {most} matter most?", number=number, most=most)


def named_things(t: Translator, kind: HelpKind, things: Sequence[str], *, at_most: int = 200) -> Html | None:
    """One paragraph, or None for nothing; each thing in at most so many characters."""
    if not things:
        return None
    heading = t.say("🤝 Can help with:") if kind is HelpKind.OFFER else t.say("🔎 Needs:")
    return lines(heading, *(Html("• {}").format(excerpt(thing, at_most)) for thing in things))
