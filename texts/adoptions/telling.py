"""What comes by itself: to who shared something, and to who tries it."""

from store.models import AdoptionState
from texts.adoptions.pages import back_to_it, people_key, state_keys, use_keys
from texts.adoptions.presses import AdoptionOpened
from texts.adoptions.shown import (
    Shown,
    between,
    changed,
    lesson,
    state_line,
    taken,
    title_of,
    use_line,
    when_it_begins,
)
from texts.cities import short_city
from texts.message import Button, Html, Message, lines, paragraphs, quoted
from texts.translator import Translator


def adopted(t: Translator, shown: Shown) -> Message:
    """To whoever shared it: who takes what, with thanks. Empties itself when that is withdrawn."""
    listed, adoption = shown.listed, shown.adoption
    if adoption.withdrawn_at is not None:
        return _gone(t, shown)
    return Message(
        paragraphs(
            lines(
                t.say(
                    "🌱 <b>{city} will try what {origin} shared. Thank you!</b>",
                    city=short_city(listed.city),
                    origin=short_city(listed.origin),
                ),
                title_of(t, listed),
            ),
            taken(t, adoption.takes),
            changed(t, adoption.changes),
            t.say("A word from who did it first often saves weeks."),
        ),
        (_opens(t, shown), (people_key(t, shown, listed.city),)),
    )


def worked(t: Translator, shown: Shown) -> Message:
    """To whoever shared it: what came of it."""
    listed, adoption = shown.listed, shown.adoption
    if adoption.withdrawn_at is not None:
        return _gone(t, shown)
    gaps = {"city": short_city(listed.city), "origin": short_city(listed.origin)}
    title = (
        t.say("🎉 <b>What {origin} shared worked in {city}, with changes. Thank you!</b>", **gaps)
        if adoption.state is AdoptionState.ADAPTED
        else t.say("🎉 <b>What {origin} shared worked in {city}. Thank you!</b>", **gaps)
    )
    return Message(
        paragraphs(lines(title, title_of(t, listed)), lesson(t, adoption.state, adoption.learned)),
        (_opens(t, shown),),
    )


def _gone(t: Translator, shown: Shown) -> Message:
    return Message(
        t.say("🌱 {city} has withdrawn what it was going to try.", city=short_city(shown.listed.city)),
    )


def question(t: Translator, shown: Shown) -> Message:
    """To who tries it: how it goes; after half a year, whether what worked is in use."""
    city, adoption = short_city(shown.listed.city), shown.adoption
    if shown.asks_use:
        title = t.say("🌱 <b>Is this still in use in {city}?</b>", city=city)
    elif shown.is_early:
        title = t.say("🌱 <b>How is this going in {city}?</b>", city=city)
    else:
        title = t.say("🌱 <b>How did this go in {city}?</b>", city=city)
    return Message(
        paragraphs(
            lines(title, between(t, shown.listed), title_of(t, shown.listed)),
            quoted(adoption.takes),
            None if shown.asks_use else when_it_begins(t, adoption),
        ),
        use_keys(t, shown) if shown.asks_use else state_keys(t, shown),
    )


def before_it_is_asked(t: Translator, shown: Shown) -> Message:
    """The same to who tells it of their own accord."""
    return question(t, shown).with_rows((back_to_it(t, shown),))


def answered(t: Translator, shown: Shown) -> Message:
    """In the place of the question, where the answer was given elsewhere."""
    adoption = shown.adoption
    if adoption.withdrawn_at is not None:
        return _gone(t, shown)
    said = state_line(t, adoption.state) if adoption.still_used is None else use_line(t, still_used=adoption.still_used)
    return Message(
        paragraphs(lines(Html("🌱 {}").format(between(t, shown.listed)), title_of(t, shown.listed)), said),
        (_opens(t, shown),),
    )


def _opens(t: Translator, shown: Shown) -> tuple[Button, ...]:
    return (Button(t.label("See it"), AdoptionOpened(shown.adoption.id)),)
