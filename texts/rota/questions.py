"""The questions of a presenting city: asked for, shown before they are kept, read by everybody."""

from collections.abc import Sequence

from store.models import City, Meeting
from texts.behalf.words import with_mark
from texts.cities import short_city
from texts.forms import FormChosen
from texts.message import Button, Html, Message, Rows, lines, paragraphs, quoted
from texts.translator import Translator

PLACES = ("first", "second", "third")
SAVE = "save"
NONE = "none"


def form_title(t: Translator) -> str:
    """In lists of unfinished forms."""
    return t.label("the questions for the other cities")


def question(
    t: Translator, draft_id: int, step: str, number: int, present: str | None, *, may_be_left_out: bool
) -> Message:
    """Asks for one of them. `present`: as it stands in what is being written, if it is to be changed."""
    words = t.label("🗑 Leave this one out") if present is not None else t.label("✅ That is all")
    rows: Rows = ((Button(words, FormChosen(draft_id, step, NONE)),),) if may_be_left_out else ()
    if present is not None:
        shown = Html("<code>{text}</code>").format(text=present)
        head = t.say("<b>Question {number}</b> at present (tap the text to copy it):", number=number)
        return Message(paragraphs(head, shown, t.say("Now send the new text.")), rows)
    asked = (
        lines(
            t.say("❓ <b>Question 1 of at most 3:</b> what should the other cities answer?"),
            t.say("One message, at most 280 characters. For example: “How do you set the fees of the stalls?”"),
        )
        if number == 1
        else t.say("❓ <b>Question {number} of at most 3:</b> one more?", number=number)
    )
    return Message(asked, rows)


def preview(
    t: Translator, draft_id: int, city: City, meeting: Meeting, written: Sequence[str], present: Sequence[str]
) -> Message:
    """How the others will read them, beside what stands there now: `present`."""
    if list(written) == list(present):
        head = t.say("<b>So they stand on the page of session {number}:</b>", number=meeting.number)
        return Message(paragraphs(head, asked_by(t, city, present)), _change_keys(t, draft_id, written))
    return Message(
        paragraphs(
            lines(t.say("<b>At present:</b>"), asked_by(t, city, present)) if present else None,
            lines(
                t.say("<b>So the others will read them on the page of session {number}:</b>", number=meeting.number),
                asked_by(t, city, written),
            ),
        ),
        (
            (Button(t.label("📣 Show them to the network"), FormChosen(draft_id, "preview", SAVE)),),
            *_change_keys(t, draft_id, written),
        ),
    )


def asked_by(t: Translator, city: City, questions: Sequence[str], *, is_noted: bool = False) -> Html:
    """As "Rosario (AR) asks:", with the questions below."""
    numbered = [Html("{number}. {text}").format(number=number, text=text) for number, text in enumerate(questions, 1)]
    return lines(
        with_mark(t.say("❓ <b>{city} asks:</b>", city=short_city(city)), is_noted=is_noted),
        quoted(Html("\n").join(numbered) if len(questions) > 1 else Html.escape("".join(questions))),
    )


def taken(t: Translator) -> Html:
    """To who wrote one in answer to the briefing."""
    return t.say("✍️ Noted as a question for the other cities. They read it once it is shown to the network.")


def all_are_there(t: Translator) -> Html:
    """The same, where there is no room for one more."""
    return t.say("❓ There are three questions already. ✏️ with its number replaces one of them.")


def kept(t: Translator) -> str:
    """The toast when they have been shown to the network."""
    return t.plain("Kept. The other cities read them on the session’s page.")


def changed_meanwhile(t: Translator) -> str:
    """The toast when somebody else of the city has written others since: both are shown then."""
    return t.plain("Somebody of your city has written others meanwhile: both are shown now.")


def _change_keys(t: Translator, draft_id: int, written: Sequence[str]) -> Rows:
    numbers = tuple(
        Button(t.label("✏️ {number}", number=number), FormChosen(draft_id, "preview", PLACES[number - 1]))
        for number in range(1, len(written) + 1)
    )
    if len(written) == len(PLACES):
        return (numbers,)
    more = Button(t.label("➕ One more question"), FormChosen(draft_id, "preview", PLACES[len(written)]))
    return (numbers, (more,))
