"""Guests as sessions tell of them, and the questions to them."""

from collections.abc import Sequence

from store.guests import Asked
from store.models import Guest
from texts.cities import short_city
from texts.message import Html, excerpt, lines
from texts.translator import Translator

SHORT = 110  # characters of a question where there are many


def guests_line(t: Translator, guests: Sequence[Guest]) -> Html | None:
    """Who comes from outside."""
    return lines(*(_guest_line(t, guest) for guest in guests)) if guests else None


def name_of(t: Translator, guest: Guest) -> str:
    """The name, unless it was erased."""
    return guest.name or t.plain("a guest")


def _guest_line(t: Translator, guest: Guest) -> Html:
    if guest.about:
        return t.say("🙋 Guest: <b>{name}</b>, “{about}”", name=name_of(t, guest), about=guest.about)
    return t.say("🙋 Guest: <b>{name}</b>", name=name_of(t, guest))


def byline(t: Translator, asked: Asked, *, is_own: bool = False) -> Html:
    """Who asks, how many want to hear it, and what became of it. `is_own`: the reader's."""
    question = asked.question
    who = short_city(asked.city)
    if asked.person.name and question.noted_by is None:
        who = t.plain("{name}, {city}", name=asked.person.name, city=who)
    marks = [
        Html("👍 {votes}").format(votes=t.number(asked.votes)) if asked.votes else None,
        t.say("✍️ noted by the coordination") if question.noted_by is not None else None,
        t.say("✓ in the session") if question.done_at is not None else None,
        t.say("💬 answered") if question.answer else None,
        t.say("✏️ yours") if is_own else None,
    ]
    return Html(" · ").join([Html("<i>{who}</i>").format(who=who), *(mark for mark in marks if mark is not None)])


def numbered(t: Translator, place: int, asked: Asked, *, is_own: bool = False) -> Html:
    """One of a list."""
    return lines(
        Html("{place}. {words}").format(place=place, words=asked.question.text),
        Html("   {byline}").format(byline=byline(t, asked, is_own=is_own)),
    )


def in_short(place: int, asked: Asked) -> Html:
    """The same on one line."""
    return Html("{place}. {words}").format(place=place, words=excerpt(asked.question.text, SHORT))
