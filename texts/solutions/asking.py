"""An answer is asked for, and shown before it is published."""

from store.models import Challenge, City
from texts.attachments.shown import unwritten
from texts.forms import FormChosen
from texts.menu import back_button
from texts.message import Button, Html, Message, paragraphs, quoted
from texts.sharing import new_text_question as new_part_question
from texts.sharing import part_of_record, whose
from texts.translator import Translator

LIMIT = 2000
PUBLISH = "publish"
CHANGE = "change"


def form_title(t: Translator) -> str:
    """What an unfinished answer is called."""
    return t.label("an answer to a challenge")


def change_title(t: Translator) -> str:
    """What an unfinished change is called."""
    return t.label("a change of an answer")


def own_challenge(t: Translator) -> Html:
    """To somebody who would answer themselves."""
    return t.say("Answers come from others. To add something to this challenge, there is “Change” in it.")


def solution_question(t: Translator, challenge: Challenge, city: City | None) -> Message:
    """The one question, below the problem and what was tried: nobody proposes that once more."""
    return Message(
        paragraphs(
            t.say("🧩 <b>{title}</b> · {city}", title=challenge.title, city=whose(t, city)),
            quoted(challenge.problem) if challenge.problem else unwritten(t),
            part_of_record(t.say("<b>What was tried</b>"), challenge.tried) if challenge.tried else None,
            t.say("💡 <b>What could help?</b> What your city did, or what is better avoided."),
        )
    )


def new_text_question(t: Translator, present: str) -> Message:
    """An answer is written anew."""
    return new_part_question(t, t.label("The answer"), present)


def words_wanted(t: Translator, challenge: Challenge, *, is_kept: bool) -> Html:
    """A voice note or a picture came in answer to a card. `is_kept`: it is attached to the answer."""
    if is_kept:
        return t.say(
            "What was sent will be attached to the answer to “{title}”, as soon as a sentence says what it is about. "
            "Please write it here:",
            title=challenge.title,
        )
    return t.say(
        "What was sent stays where it is, but only text can be kept as an answer to “{title}”. "
        "Please write the answer here:",
        title=challenge.title,
    )


def withdrawn_meanwhile(t: Translator, written: str) -> Message:
    """To somebody who was answering it."""
    said = t.say("This challenge is no longer there, so it takes no answers any more.")
    lost = t.say("What was written is not lost: it can be copied from here.")
    return Message(paragraphs(said, lost, quoted(written)), ((back_button(t),),))


def unreachable(t: Translator, challenge: Challenge) -> Message:
    """In a group, to somebody who has shown something and whom the bot may not write to."""
    return Message(
        t.say(
            "To keep this as an answer to “{title}”, a sentence is missing: it can be written here.",
            title=challenge.title,
        ),
        ((Button(t.label("💡 Answer"), start=f"solve-{challenge.id}"),),),
    )


def preview(t: Translator, draft_id: int, challenge: Challenge, text: str) -> Message:
    """The answer as the others will see it."""
    return Message(
        paragraphs(t.say("The answer to “{title}”:", title=challenge.title), quoted(text)),
        (
            (Button(t.label("📣 Publish the answer"), FormChosen(draft_id, "preview", PUBLISH)),),
            (Button(t.label("✏️ Change"), FormChosen(draft_id, "preview", CHANGE)),),
        ),
    )
