"""A record in few words in another language: asked of whoever reads it."""

from texts.message import Html, Message, lines, paragraphs, quoted
from texts.sheets.fields import SUMMARY_LIMIT
from texts.sheets.shown import SheetView, language_name
from texts.translator import Translator


def form_title(t: Translator) -> str:
    """What an unfinished summary is called."""
    return t.label("a summary")


def question(t: Translator, view: SheetView) -> Message:
    """What it says, for those who read this language."""
    language = language_name(t, t.language)
    return Message(
        paragraphs(
            t.say("🌐 <b>{title}</b>", title=view.record.title),
            t.say("<b>What does it say, in a few sentences in {language}?</b>", language=language),
            t.say(
                "At most {limit} characters. The original stays beside it, and your name stands below.",
                limit=SUMMARY_LIMIT,
            ),
            None
            if view.summary is None
            else lines(
                t.say("At present (tap the text to copy it):"),
                Html("<code>{text}</code>").format(text=view.summary.summary.text),
            ),
        )
    )


def as_read(t: Translator, view: SheetView, words: str) -> Html:
    """How it will stand."""
    return lines(
        Html("<b>{title}</b>").format(title=view.record.title),
        quoted(words),
        t.say("🌐 <i>Summary in {language}, by you.</i>", language=language_name(t, t.language)),
    )


def saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Thank you! Those who read your language see it first.")


def removed(t: Translator) -> str:
    """The toast."""
    return t.plain("The summary is gone.")
