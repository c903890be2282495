"""The buttons around every form: back, skip, cancel, go on."""

from dataclasses import replace

from store.frozen import frozen
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, paragraphs
from texts.presses import Press, press
from texts.translator import Translator

IN_SIGHT = 300  # characters, tags included: what stands above the keys of a form without turning the page
HALF_A_ROW = 14  # characters of a key that shares its row, on a narrow phone


@frozen
class FormPress(Press):
    """A button of a draft."""

    draft_id: int


@press("fc")
@frozen
class FormChosen(FormPress):
    """A button that answers the question `step` of a draft."""

    step: str
    value: str


@press("fs")
@frozen
class FormSkipped(FormPress):
    """The question `step` was skipped."""

    step: str


@press("fb")
@frozen
class FormStepBack(FormPress):
    """Back to the question before `step`."""

    step: str


@press("fx")
@frozen
class FormCancelled(FormPress):
    """The form was left; asked first where something was typed."""


@press("fd")
@frozen
class FormDiscarded(FormPress):
    """Yes, what was typed may go."""


@press("fg")
@frozen
class FormContinued(FormPress):
    """An unfinished form was gone on with."""


@press("fr")
@frozen
class FormAnswered(FormPress):
    """A text that came while no question was open answers that of the draft."""


@press("fn")
@frozen
class FormRestarted(Press):
    """An unfinished form was thrown away and begun anew."""

    form: str
    argument: str


def with_navigation(
    t: Translator,
    question: Message,
    draft_id: int,
    step: str,
    *,
    can_go_back: bool,
    is_optional: bool,
    leave: str | None,
) -> Message:
    """The question with its ways out below. `leave`: the words on the key that leaves the form, if there is one."""
    rows: Rows = ()
    if is_optional:
        rows = ((Button(t.label("Skip"), FormSkipped(draft_id, step)),),)
    ways_out: list[Button] = []
    if can_go_back:
        ways_out.append(Button(t.label("◀️ Back"), FormStepBack(draft_id, step)))
    if leave is not None:
        ways_out.append(Button(leave, FormCancelled(draft_id)))
    if leave is not None and len(leave) > HALF_A_ROW:
        return question.with_rows(*rows, *((key,) for key in ways_out))
    return question.with_rows(*rows, tuple(ways_out)) if ways_out else question.with_rows(*rows)


def cancel_label(t: Translator) -> str:
    """On the key that leaves a form."""
    return t.label("✖️ Cancel")


def back_label(t: Translator) -> str:
    """On the key that leaves a form for the screen from which it came, where "Cancel" would end something else."""
    return t.label("◀️ Back")


def discard_label(t: Translator) -> str:
    """On the key that leaves a form in which something was typed."""
    return t.label("🗑 Discard")


def unchanged_label(t: Translator) -> str:
    """On the key that leaves the change of something published."""
    return t.label("◀️ Leave it as it was")


def again(sentence: Html, question: Message) -> Message:
    """What was wrong, and the open question again with its keys.

    Above a long one it would be out of sight on a phone, which shows the keys: there it stands next to them.
    """
    is_long = len(question.text) > IN_SIGHT
    return replace(
        question, text=paragraphs(question.text, sentence) if is_long else paragraphs(sentence, question.text)
    )


def taken_together(t: Translator, told: Message) -> Message:
    """What is asked next, after an answer that came in several messages."""
    said = t.say("➕ Both messages were taken together, as one answer.")
    return replace(told, text=paragraphs(said, told.text))


def without_file(t: Translator, told: Message) -> Message:
    """What is said next, after a text that came with a picture."""
    return replace(told, text=paragraphs(t.say("📎 The text is kept; the file cannot be kept here."), told.text))


def with_file(t: Translator, told: Message) -> Message:
    """What is said next, after a text that came with a file that is kept."""
    return replace(told, text=paragraphs(t.say("📎 The file is kept, and will be attached."), told.text))


def whether_to_discard(t: Translator, title: str, draft_id: int) -> Message:
    """Asked once."""
    return Message(
        t.say("Unfinished: <b>{title}</b>. Discard it?", title=title),
        (
            (Button(t.label("🗑 Discard it"), FormDiscarded(draft_id)),),
            (Button(t.label("◀️ Go on with it"), FormContinued(draft_id)),),
        ),
    )


def cancelled(t: Translator) -> Message:
    """The form was left; nothing was kept."""
    return Message(t.say("Cancelled. Nothing was kept."), ((back_button(t),),))


def discarded(t: Translator) -> Message:
    """What was typed is gone."""
    return Message(t.say("The draft has been discarded."), ((back_button(t),),))


def unchanged(t: Translator) -> str:
    """The toast when something published was left as it was."""
    return t.plain("Nothing was changed.")


def draft_left(t: Translator, title: str, draft_id: int) -> Message:
    """/cancel while a form lies unfinished."""
    return Message(
        t.say("No question is open, but there is a draft: <b>{title}</b>.", title=title),
        (
            (
                Button(t.label("▶️ Go on"), FormContinued(draft_id)),
                Button(t.label("🗑 Discard"), FormDiscarded(draft_id)),
            ),
            (back_button(t),),
        ),
    )


def ended(t: Translator, why: Html, title: str, draft_id: int) -> Message:
    """Gone on with after the end, when something was typed."""
    return Message(
        paragraphs(
            why,
            t.say("What was begun (<b>{title}</b>) is not sent; what was written stays in this chat.", title=title),
        ),
        ((Button(t.label("🗑 Discard"), FormDiscarded(draft_id)),), (back_button(t),)),
    )


def over(t: Translator, why: Html) -> Message:
    """The same when nothing is lost."""
    return Message(why, ((back_button(t),),))


def nothing_to_cancel(t: Translator) -> Message:
    """/cancel without a form."""
    return Message(t.say("There is nothing to cancel."), ((back_button(t),),))


def already_begun(t: Translator, title: str, draft_id: int, form: str, argument: str) -> Message:
    """The same form lies unfinished."""
    return Message(
        t.say("There is an unfinished draft: <b>{title}</b>. Go on with it?", title=title),
        (
            (Button(t.label("▶️ Go on"), FormContinued(draft_id)),),
            (Button(t.label("🗑 Start again"), FormRestarted(form, argument)),),
            (back_button(t),),
        ),
    )


def finish(t: Translator, title: str, draft_id: int) -> Button:
    """The one way on, from the hub of somebody who has to finish a form first."""
    return Button(t.label("▶️ Finish {title}", title=title), FormContinued(draft_id))


def go_on(t: Translator, title: str, draft_id: int) -> Button:
    """A button of the hub that leads back into an unfinished form."""
    return Button(t.label("▶️ Go on with {title}", title=title), FormContinued(draft_id))


def answers(t: Translator, title: str, draft_id: int) -> Button:
    """For a text that may be what was asked before."""
    return Button(t.label("✍️ It is for: {title}", title=title), FormAnswered(draft_id))
