"""A question to whoever signs a record, and the answer: from one private chat to another, by name."""

from store.models import City, Person, Sheet
from store.sheets import Grown
from texts.menu import back_button
from texts.message import Button, Message, lines, paragraphs, quoted
from texts.sharing import byline
from texts.sheets.presses import ContactAnswered, ContactAsked
from texts.sheets.shown import page_of
from texts.translator import Translator

LIMIT = 500


def ask_key(t: Translator, sheet_id: int) -> Button:
    """On a record's page."""
    return Button(t.label("✉️ Ask about it"), ContactAsked(sheet_id))


def asking_title(t: Translator) -> str:
    """What an unfinished question is called."""
    return t.label("a question about something shared")


def answering_title(t: Translator) -> str:
    """What an unfinished answer is called."""
    return t.label("an answer about something shared")


def question(t: Translator, record: Grown) -> Message:
    """What somebody wants to know."""
    return Message(
        paragraphs(
            t.say("✉️ <b>What would you like to know about “{title}”?</b>", title=record.title),
            t.say("It goes to whoever signs it and to nobody else, with your name and city."),
        )
    )


def answer_question(t: Translator, record: Grown, asker: Person) -> Message:
    """What somebody answers."""
    return Message(
        paragraphs(
            t.say(
                "✉️ <b>What would you like to answer {name} about “{title}”?</b>", name=asker.name, title=record.title
            ),
            t.say("It goes to them and to nobody else, with your name and city."),
        )
    )


def asked(t: Translator, sheet: Sheet, record: Grown, asker: Person, city: City | None, words: str) -> Message:
    """To whoever signs it."""
    return Message(
        lines(
            t.say("✉️ {name} asks about “{title}”:", name=byline(t, asker, city), title=record.title),
            quoted(words),
        ),
        (
            (
                Button(t.label("✍️ Answer"), ContactAnswered(sheet.id, asker.id)),
                Button(t.label("See it"), page_of(record, is_own=True)),
            ),
        ),
    )


def answered(t: Translator, sheet: Sheet, record: Grown, person: Person, city: City | None, words: str) -> Message:
    """To who asked."""
    return Message(
        lines(
            t.say("✉️ {name} answers about “{title}”:", name=byline(t, person, city), title=record.title),
            quoted(words),
        ),
        ((ask_key(t, sheet.id), Button(t.label("See it"), page_of(record, is_own=False))),),
    )


def sent(t: Translator, record: Grown, *, is_answer: bool) -> Message:
    """It is on its way."""
    told = t.say("✅ Sent.") if is_answer else t.say("✅ Sent. The answer comes here.")
    return Message(told, ((Button(t.label("See it"), page_of(record, is_own=is_answer)), back_button(t)),))


def erased(t: Translator) -> Message:
    """In the place of what somebody wrote whose data are gone."""
    return Message(t.say("✉️ What stood here was erased with the data of whoever wrote it."))
