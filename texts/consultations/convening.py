"""The questions to who convenes: a name, the fields, the last day."""

from collections.abc import Sequence
from datetime import date

from store.models import Consultation
from texts.consultations.shown import title_of
from texts.dates import short_day
from texts.forms import FormChosen
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

TITLE, FIELDS, LAST_DAY = "title", "fields", "last_day"
PROGRAMME = "programme"


def title(t: Translator) -> str:
    """Of the form."""
    return t.label("🗳 A new consultation")


def last_day_title(t: Translator) -> str:
    """Of the form."""
    return t.label("🗳 The last day of a consultation")


def title_question(t: Translator) -> Message:
    """The name."""
    return Message(
        t.say("🗳 What is the consultation called? The cities read it first. For example: Networks of autumn 2027.")
    )


def fields_question(t: Translator, draft_id: int, known: Sequence[str]) -> Message:
    """One on each line, or those that are known."""
    key = Button(t.label("☑️ These of the programme"), FormChosen(draft_id, FIELDS, PROGRAMME))
    listed = lines(*(Html("• {field}").format(field=name) for name in known))
    return Message(
        paragraphs(
            t.say("In which fields can cities wish to work? One on each line, between 2 and 12."),
            paragraphs(t.say("Those of the programme are:"), listed) if known else None,
        ),
        ((key,),) if known else (),
    )


def last_day_question(t: Translator, draft_id: int, days: Sequence[date], of: Consultation | None = None) -> Message:
    """Until when."""
    keys = tuple(Button(short_day(t, on), FormChosen(draft_id, LAST_DAY, on.isoformat())) for on in days)
    named = t.say("🗳 {title}", title=title_of(of)) if of is not None else None
    asked = t.say("📅 Until which day can be answered? It ends at 23:59 on your clock. A day can also be typed: 15/03.")
    return Message(paragraphs(named, asked), (keys[:2], keys[2:]))


def last_day_set(t: Translator) -> str:
    """A toast."""
    return t.plain("The last day is set.")
