"""The question of the month before it goes out: what coordinators see of it, and change."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import Network, Prompt
from texts.coordinating.presses import NetworkMessagesOpened
from texts.dates import day_in_full, day_of, hour, hour_there, zone_name
from texts.forms import FormChosen
from texts.lists import arrows, number_buttons, pages_for
from texts.message import Button, Html, Message, Rows, paragraphs
from texts.presses import Press, press
from texts.prompts.pages import question
from texts.questions import question_of
from texts.translator import Translator

OWN_LIMIT = 300
A_PAGE = 5
KEEP = "keep"
EDIT = "edit"


@press("qp")
@frozen
class PlannedPromptOpened(Press):
    """Which question is to come, and when."""

    prompt_id: int


@press("ql")
@frozen
class PlannedPromptsListed(Press):
    """Other questions of the library."""

    prompt_id: int
    page: int = 0


@press("qc")
@frozen
class PlannedPromptChosen(Press):
    """That one instead."""

    prompt_id: int
    slug: str


@press("qw")
@frozen
class OwnPromptBegun(Press):
    """A question of one's own instead."""

    prompt_id: int


@press("qs")
@frozen
class PlannedPromptSkipped(Press):
    """None this time."""

    prompt_id: int


@press("qu")
@frozen
class PlannedPromptResumed(Press):
    """It is asked after all."""

    prompt_id: int


def form_title(t: Translator) -> str:
    """What an unfinished question is called."""
    return t.label("a question for the network")


def desk_line(t: Translator, prompt: Prompt | None) -> Html | None:
    """On the network's page of the coordinators."""
    if prompt is None:
        return None
    if prompt.skipped_at is not None:
        return t.say("💬 Question of the month: none on {day}", day=day_of(t, prompt.due_at))
    return t.say("💬 Question of the month: {day}", day=day_of(t, prompt.due_at))


def desk_key(t: Translator, prompt: Prompt) -> Button:
    """On the network's page of the coordinators."""
    return Button(t.label("💬 Question of the month"), PlannedPromptOpened(prompt.id))


def notice(t: Translator, prompt: Prompt, network: Network) -> Message:
    """What is to come, in private to each coordinator some days before; also the page that the desk opens."""
    if prompt.skipped_at is not None:
        return Message(
            t.say(
                "⏸ No question goes to <b>{network}</b> on {day}.", network=network.name, day=day_of(t, prompt.due_at)
            ),
            ((Button(t.label("▶️ Ask it after all"), PlannedPromptResumed(prompt.id)),),),
        )
    return Message(
        paragraphs(
            _when(t, prompt, network),
            Html("<blockquote>{question}</blockquote>").format(question=question(t, prompt)),
            t.say("It appears in the group, and each person gets it in the morning. If it is fine, nothing is to do."),
        ),
        (
            (
                Button(t.label("🔁 Another one"), PlannedPromptsListed(prompt.id)),
                Button(t.label("✏️ Write one"), OwnPromptBegun(prompt.id)),
            ),
            (Button(t.label("⏸ Not this month"), PlannedPromptSkipped(prompt.id)),),
        ),
    )


def _when(t: Translator, prompt: Prompt, network: Network) -> Html:
    at, there = prompt.due_at, ZoneInfo(network.zone)
    gaps = {"day": day_in_full(t, at), "hour": hour(t, at), "zone": zone_name(t, t.zone), "network": network.name}
    if at.astimezone(there).utcoffset() == at.astimezone(t.zone).utcoffset():
        return t.say("💬 On {day} at {hour} ({zone}) the question of the month goes to <b>{network}</b>:", **gaps)
    return t.say(
        "💬 On {day} at {hour} ({zone}; {other_hour} {other_zone}) the question of the month goes to <b>{network}</b>:",
        other_hour=hour_there(t, at, there),
        other_zone=zone_name(t, there),
        **gaps,
    )


def page(t: Translator, prompt: Prompt, network: Network) -> Message:
    """The same, with the way back to the desk."""
    return notice(t, prompt, network).with_rows((Button(t.label("◀️ Back"), NetworkMessagesOpened(network.id)),))


def others(t: Translator, prompt: Prompt, slugs: Sequence[str], shown: int) -> Message:
    """The library, without what this network was asked; `shown` is the page."""
    here = slugs[shown * A_PAGE : (shown + 1) * A_PAGE]
    listed = [
        Html("{number}. {question}").format(number=number, question=question_of(t, slug).question)
        for number, slug in enumerate(here, start=1)
    ]
    turning = arrows(t, shown, pages_for(len(slugs), A_PAGE), lambda to: PlannedPromptsListed(prompt.id, to))
    rows: Rows = (
        number_buttons([PlannedPromptChosen(prompt.id, slug) for slug in here]),
        turning,
        (Button(t.label("◀️ Back"), PlannedPromptOpened(prompt.id)),),
    )
    title = t.say("💬 <b>Which question?</b>")
    return Message(paragraphs(title, *listed), tuple(row for row in rows if row))


def own_question(t: Translator) -> Message:
    """The form's question."""
    return Message(
        t.say(
            "✍️ <b>What should the network be asked?</b> One question that can be answered in two minutes, "
            "{limit} characters at most. It goes out as it is written; other languages can be added.",
            limit=OWN_LIMIT,
        )
    )


def preview(t: Translator, draft_id: int, text: str) -> Message:
    """As the group will see it."""
    return Message(
        paragraphs(
            t.say("This is how the others will see it:"),
            t.say("💬 <b>The question of the month</b>"),
            Html("<b>{text}</b>").format(text=text),
        ),
        (
            (
                Button(t.label("✅ Ask this"), FormChosen(draft_id, "preview", KEEP)),
                Button(t.label("✏️ Change"), FormChosen(draft_id, "preview", EDIT)),
            ),
        ),
    )


def changed(t: Translator) -> str:
    """The toast."""
    return t.plain("Changed.")


def asked_already(t: Translator) -> Html:
    """Too late to change."""
    return t.say("That question has gone out already.")
