"""The buttons around every form: back, skip, cancel, go on."""

from dataclasses import dataclass

from texts.message import Button, Message, Rows
from texts.presses import Press, press
from texts.translator import Translator


@dataclass(frozen=True)
class FormPress(Press):
    """A button of a draft."""

    draft_id: int


@press("fc")
@dataclass(frozen=True)
class FormChosen(FormPress):
    """A button that answers the question `step` of a draft."""

    step: str
    value: str


@press("fs")
@dataclass(frozen=True)
class FormSkipped(FormPress):
    """The question `step` was skipped."""

    step: str


@press("fb")
@dataclass(frozen=True)
class FormStepBack(FormPress):
    """Back to the question before `step`."""

    step: str


@press("fx")
@dataclass(frozen=True)
class FormCancelled(FormPress):
    """The form was left for good."""


@press("fg")
@dataclass(frozen=True)
class FormContinued(FormPress):
    """An unfinished form was gone on with."""


@press("fn")
@dataclass(frozen=True)
class FormRestarted(Press):
    """An unfinished form was thrown away and begun anew."""

    form: str
    argument: str


def with_navigation(
    t: Translator, question: Message, draft_id: int, step: str, *, is_first: bool, is_optional: bool, can_cancel: bool
) -> Message:
    """The question with its ways out below."""
    rows: Rows = ()
    if is_optional:
        rows = ((Button(t.label("Skip"), FormSkipped(draft_id, step)),),)
    ways_out = []
    if not is_first:
        ways_out.append(Button(t.label("◀️ Back"), FormStepBack(draft_id, step)))
    if can_cancel:
        ways_out.append(Button(t.label("✖️ Cancel"), FormCancelled(draft_id)))
    return question.with_rows(*rows, tuple(ways_out)) if ways_out else question.with_rows(*rows)


def cancelled(t: Translator) -> Message:
    """The form was left; nothing was kept."""
    return Message(t.say("Cancelled. Nothing was kept."))


def nothing_to_cancel(t: Translator) -> Message:
    """/cancel without a form."""
    return Message(t.say("There is nothing to cancel."))


def already_begun(t: Translator, title: str, draft_id: int, form: str, argument: str) -> Message:
    """The same form lies unfinished."""
    return Message(
        t.say("There is an unfinished draft: <b>{title}</b>. Go on with it?", title=title),
        (
            (Button(t.label("▶️ Go on"), FormContinued(draft_id)),),
            (Button(t.label("🗑 Start again"), FormRestarted(form, argument)),),
        ),
    )


def go_on(t: Translator, title: str, draft_id: int) -> Button:
    """A button of the hub that leads back into an unfinished form."""
    return Button(t.label("▶️ Go on: {title}", title=title), FormContinued(draft_id))
