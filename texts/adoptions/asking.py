"""What is asked of a city that will try something, and later of how it went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from store.adoptions import Listed, Source, SourceKind
from store.models import AdoptionState, City
from texts.adoptions.pages import part_labels
from texts.adoptions.presses import AdoptionPart
from texts.adoptions.shown import changed, taken
from texts.cities import short_city
from texts.dates import day, short_day
from texts.forms import FormChosen
from texts.message import Button, Html, Message, excerpt, lines, paragraphs, quoted
from texts.translator import Translator

WORDS_LIMIT = 500
STEP_LIMIT = 200
DATE_LIMIT = 60
LEARNED_LIMIT = 300
TITLE = 60  # above a question
PREVIEW, PART, LEARNED = "preview", "part", "learned"
PUBLISH, CHANGE = "publish", "change"
TWO_WEEKS, MONTH, THREE_MONTHS = "2w", "1m", "3m"


def form_title(t: Translator) -> str:
    """What an unfinished one is called."""
    return t.label("something to try from another city")


def change_title(t: Translator) -> str:
    """What an unfinished change is called."""
    return t.label("a change of what a city tries")


def learned_title(t: Translator) -> str:
    """What an unfinished answer is called."""
    return t.label("how something went that a city tried")


def below_source(t: Translator, source: Source, origin: City, question: Message) -> Message:
    """The question below a line on who shared or answered what: the page that said so is not seen any more."""
    gaps = {"city": short_city(origin), "title": excerpt(source.title, TITLE)}
    title = (
        t.say("🌱 {city} shared: “{title}”", **gaps)
        if source.kind is SourceKind.EXPERIENCE
        else t.say("💡 {city} answered “{title}”", **gaps)
    )
    return replace(question, text=paragraphs(title, question.text))


def takes_question(t: Translator, city: City, present: str) -> Message:
    """The first question."""
    return Message(
        paragraphs(
            t.say("<b>What does {city} take from this?</b> One or two sentences.", city=short_city(city)),
            _present(t, present),
        )
    )


def changes_question(t: Translator, city: City, present: str) -> Message:
    """The second one, which may be skipped."""
    return Message(
        paragraphs(
            t.say("<b>What will be different in {city}?</b> It can be skipped.", city=short_city(city)),
            _present(t, present),
        )
    )


def first_step_question(t: Translator, present: str) -> Message:
    """The third one."""
    return Message(
        paragraphs(
            lines(
                t.say("👣 <b>What is the first step?</b> One sentence is enough."),
                t.say("For example: <i>Talk to the two market associations</i>."),
            ),
            _present(t, present),
        )
    )


def when_question(t: Translator, draft_id: int, step: str, presets: Sequence[tuple[str, date]]) -> Message:
    """The last one: with one key, or typed."""
    keys = tuple((Button(_label(t, name, on), FormChosen(draft_id, step, on.isoformat())),) for name, on in presets)
    return Message(
        lines(
            t.say("📅 <b>When is the first step?</b>"),
            t.say("A key, or a date in a message, as “{day}”.", day=f"{presets[-1][1]:%d/%m}"),
        ),
        keys,
    )


def _label(t: Translator, name: str, on: date) -> str:
    if name == TWO_WEEKS:
        return t.label("In two weeks ({day})", day=short_day(t, on))
    if name == MONTH:
        return t.label("In a month ({day})", day=short_day(t, on))
    return t.label("In three months ({day})", day=short_day(t, on))


def _present(t: Translator, present: str) -> Html | None:
    if not present:
        return None
    return t.say("The words at present (tap to copy): {words}", words=Html("<code>{}</code>").format(present))


def body(t: Translator, city: City, origin: City, title: Html, words: dict[str, str]) -> Html:
    """As the others will read it. `title`: of what it comes from."""
    on = date.fromisoformat(words[AdoptionPart.STARTS_ON])
    return paragraphs(
        lines(t.say("🌱 <b>{city}</b> ← {origin}", city=short_city(city), origin=short_city(origin)), title),
        taken(t, words[AdoptionPart.TAKES]),
        changed(t, words[AdoptionPart.CHANGES]),
        t.say("👣 First step, {day}: {step}", day=day(t, on, year=True), step=words[AdoptionPart.FIRST_STEP]),
    )


def preview(t: Translator, draft_id: int, body: Html, origin: City) -> Message:
    """Before it is published."""
    return Message(
        paragraphs(
            t.say(
                "<b>This is how the network will read it.</b> {origin} is told at once; how it went is asked after 30, "
                "90 and 180 days.",
                origin=short_city(origin),
            ),
            body,
        ),
        (
            (Button(t.label("🌱 Yes, we will try it"), FormChosen(draft_id, PREVIEW, PUBLISH)),),
            (Button(t.label("✏️ Change"), FormChosen(draft_id, PREVIEW, CHANGE)),),
        ),
    )


def which_part(t: Translator, draft_id: int) -> Message:
    """Before publishing: which part is to read otherwise."""
    rows = tuple((Button(label, FormChosen(draft_id, PART, part.value)),) for part, label in part_labels(t).items())
    return Message(t.say("What should be changed?"), rows)


def new_part_question(t: Translator, part: AdoptionPart, present: str) -> Message:
    """A part is written anew."""
    label = part_labels(t)[part]
    return Message(
        paragraphs(
            t.say("<b>{part}:</b> now send the text.", part=label)
            if part is not AdoptionPart.STARTS_ON
            else t.say("<b>{part}:</b> now send the new date, as “{day}”.", part=label, day=present),
            _present(t, present) if part is not AdoptionPart.STARTS_ON else None,
        )
    )


def learned_question(t: Translator, listed: Listed, state: AdoptionState | None) -> Message:
    """One sentence more, which may be skipped. None: it is not in use any more."""
    city = short_city(listed.city)
    title = {
        AdoptionState.ADAPTED: t.say("🔁 <b>What had to change in {city}?</b> One sentence.", city=city),
        AdoptionState.FAILED: t.say("⛔ <b>Why did it not work in {city}?</b> One sentence.", city=city),
        None: t.say("💤 <b>Why is it not in use any more in {city}?</b> One sentence.", city=city),
    }[state]
    return Message(
        paragraphs(
            title,
            quoted(listed.adoption.takes),
            t.say("It is what the next city can learn from. It can be skipped."),
        )
    )


def published(t: Translator, origin: City) -> str:
    """The toast."""
    return t.plain("Published. {origin} is told.", origin=short_city(origin))


def already(t: Translator, city: City) -> Html:
    """Somebody else of the city was faster."""
    return t.say("{city} is trying this already: somebody wrote it meanwhile.", city=short_city(city))
