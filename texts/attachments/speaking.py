"""Told first, written later: what is said to who has sent a voice note in the place of words."""

from dataclasses import replace
from datetime import datetime

from store.models import AttachedTo, City
from texts.attachments.presses import WritingBegun
from texts.attachments.shown import About, named
from texts.dates import date_of
from texts.forms import FormChosen
from texts.message import Button, Html, Message, paragraphs
from texts.sharing import NOTHING, SAVE
from texts.translator import Translator

USE_TITLE, KEEP_TITLE = "use", "keep"


def form_title(t: Translator) -> str:
    """What unfinished writing is called."""
    return t.label("the words of a voice note")


def provisional_title(t: Translator, city: City | None, at: datetime) -> str:
    """Until there are words of which a title can be made."""
    if city is None:
        return t.plain("Voice note of the coordination, {day}", day=date_of(t, at))
    return t.plain("Voice note of {city}, {day}", city=city.name, day=date_of(t, at))


def or_voice_note(t: Translator, question: Message) -> Message:
    """The first question, which can be answered aloud."""
    said = t.say("🎙 No time to write? A voice note will do; the text can come later.")
    return replace(question, text=paragraphs(question.text, said))


def title_question(t: Translator, draft_id: int, proposed: str) -> Message:
    """After a voice note."""
    return Message(
        paragraphs(
            t.say("🎙 The voice note is kept. <b>What should it be called?</b> For now, perhaps:"),
            t.say("“{title}”", title=proposed),
            t.say("It can be used as it is, or another one can be typed."),
        ),
        ((Button(t.label("Use this title"), FormChosen(draft_id, "title", USE_TITLE)),),),
    )


def asked_tomorrow(t: Translator) -> Html:
    """In the preview, and when it was shared."""
    return t.say(
        "🎙 On the next working morning the bot asks for the two sentences. Nothing is transcribed automatically."
    )


def words_wanted(t: Translator, about: About, *, reply_to: int, is_last: bool) -> Message:
    """In the morning, in reply to the voice note."""
    if about.kind is AttachedTo.CHALLENGE:
        wanted = t.say("Two sentences are missing: what happens, and to whom; and what has been tried.")
    else:
        wanted = t.say("Two sentences are missing: what was done, where and when; and what you would not do again.")
    return Message(
        paragraphs(
            t.say("🎙 {title} was told in this voice note.", title=named(t, about)),
            wanted,
            t.say("It is not asked again; the key stays on its page.") if is_last else None,
        ),
        ((Button(t.label("✍️ Write it down"), WritingBegun(about.kind, about.id)),),),
        reply_to=reply_to,
    )


def new_title_question(t: Translator, draft_id: int, proposed: str, present: str) -> Message:
    """Now that there are words: one of them, the present one, or another."""
    return Message(
        paragraphs(
            t.say("<b>And the title?</b> This one was taken from the first sentence:"),
            t.say("“{title}”", title=proposed),
            t.say("At present it is “{title}”. Another one can be typed.", title=present),
        ),
        (
            (Button(t.label("Use this title"), FormChosen(draft_id, "title", USE_TITLE)),),
            (Button(t.label("Keep the present one"), FormChosen(draft_id, "title", KEEP_TITLE)),),
        ),
    )


def nothing_tried_key(t: Translator, draft_id: int, step: str) -> Button:
    """For a challenge that nobody has tried to solve."""
    return Button(t.label("Nothing yet"), FormChosen(draft_id, step, NOTHING))


def preview(t: Translator, draft_id: int, record: Html) -> Message:
    """As it will be read."""
    return Message(
        paragraphs(t.say("<b>This is how it will read.</b> Save it?"), record),
        ((Button(t.label("💾 Save it"), FormChosen(draft_id, "preview", SAVE)),),),
    )
