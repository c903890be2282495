"""The templates of announcements: those of a data file, read once, and the screens on which one is chosen."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path

from store.frozen import frozen
from store.models import AnnouncementTemplate
from texts.announcements.card import words_in
from texts.forms import FormContinued
from texts.lists import arrows, page_within, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs, plain_text
from texts.presses import Press, press
from texts.translator import DEFAULT_LANGUAGE, LANGUAGES, Translator

FILE = Path(__file__).parents[1] / "library" / "announcements.toml"
PAGE = 5
ON_KEY = 32
SHOWN = 400


@frozen
class Words:
    """A template in one language; `text` is HTML of our own."""

    title: str
    text: str


@frozen
class Shipped:
    """A template that comes with the bot."""

    slug: str
    words: Mapping[str, Words] = field(repr=False)


@press("atm")
@frozen
class TemplatesOpened(Press):
    """From which template? A page of one's own."""

    page: int


@press("atz")
@frozen
class ShippedTaken(Press):
    """The announcement that is being written begins with this."""

    slug: str


@press("atj")
@frozen
class OwnTaken(Press):
    """The same with one's own."""

    template_id: int


@press("atd")
@frozen
class OwnOpened(Press):
    """One's own, and whether it is to go."""

    template_id: int


@press("atf")
@frozen
class OwnForgotten(Press):
    """It is to go."""

    template_id: int


@press("atk")
@frozen
class TemplateKept(Press):
    """What was sent is kept as a template."""

    announcement_id: int


@cache
def shipped() -> Mapping[str, Shipped]:
    """Those of the data file by slug, in its order."""
    with FILE.open("rb") as file:
        entries = tomllib.load(file)["template"]
    return {
        entry["slug"]: Shipped(entry["slug"], {each: _words(entry[each]) for each in LANGUAGES}) for entry in entries
    }


def _words(entry: Mapping[str, str]) -> Words:
    return Words(entry["title"], entry["text"].strip())


def templates_key(t: Translator) -> Button:
    """Below the question what is to be announced."""
    return Button(t.label("📄 Begin with a template"), TemplatesOpened(0))


def keep_key(t: Translator, announcement_id: int) -> Button:
    """Below what was delivered."""
    return Button(t.label("💾 Keep as a template"), TemplateKept(announcement_id))


def templates(t: Translator, own: Sequence[AnnouncementTemplate], draft_id: int, page: int) -> Message:
    """Those that come with the bot, and a page of one's own."""
    page = page_within(page, len(own), PAGE)
    ready = [
        (Button("📄 " + (each.words.get(t.language) or each.words[DEFAULT_LANGUAGE]).title, ShippedTaken(each.slug)),)
        for each in shipped().values()
    ]
    kept = [_own_row(t, each) for each in own[page * PAGE : page * PAGE + PAGE]]
    turning = arrows(t, page, pages_for(len(own), PAGE), TemplatesOpened)
    back = (Button(t.label("◀️ Back"), FormContinued(draft_id)),)
    text = t.say(
        "📄 <b>Begin with which template?</b> Its text comes as a preview, in each reader’s language, and can still be "
        "changed."
    )
    hint = t.say("💾 Any announcement that was sent can be kept as a template: its result has a key for that.")
    rows = (*ready, *kept, *((turning,) if turning else ()), back)
    return Message(text if own else paragraphs(text, hint), rows)


def own_template(t: Translator, template: AnnouncementTemplate) -> Message:
    """What it says, and whether it is to go."""
    words = excerpt(plain_text(Html(template.text)), SHOWN) or t.plain("(only a file)")
    return Message(
        lines(
            t.say("🗑 <b>Delete this template?</b> What was announced with it stays."),
            t.say("<blockquote>{words}</blockquote>", words=words),
        ),
        (
            (Button(t.label("🗑 Yes, delete it"), OwnForgotten(template.id)),),
            (Button(t.label("◀️ Back"), TemplatesOpened(0)),),
        ),
    )


def taken(t: Translator) -> Message:
    """In the place of the list."""
    return Message(t.say("👇 This is what the template says. “✏️ Edit” changes it."))


def kept(t: Translator, *, is_new: bool) -> str:
    """The toast."""
    if is_new:
        return t.plain("Kept. It is among the templates when something is announced.")
    return t.plain("It was kept already, and now says what the announcement says.")


def forgotten(t: Translator) -> str:
    """The toast."""
    return t.plain("The template is deleted.")


def _own_row(t: Translator, template: AnnouncementTemplate) -> tuple[Button, ...]:
    said = plain_text(Html(words_in(template, t.language)))
    words = excerpt(said, ON_KEY) or t.plain("(only a file)")
    return Button("💾 " + words, OwnTaken(template.id)), Button(t.label("🗑 Delete"), OwnOpened(template.id))
