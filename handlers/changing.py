"""A change of something published: the new text, how it will read, and only then the change."""

from collections.abc import Callable
from typing import Any

from actions.refusals import Refused, StepPassed
from handlers.form import Answers, Form, Step
from handlers.turn import Turn
from store.models import Draft
from texts import forms as form_texts
from texts import sharing as texts
from texts.message import Html, Message
from texts.translator import Translator


def change_form(
    name: str,
    title: Callable[[Translator], str],
    *,
    ask: Callable[[Turn, Answers], Message],
    take: Callable[[Turn, Answers], str],
    render: Callable[[Turn, Answers], Html],
    change: Callable[[Turn, Answers], Message],
    show: Callable[[Turn, Answers], Message],
) -> Form:
    """The form of one new text. `render`: the whole as it will read; `show`: the page to which one comes back."""

    def ask_whether_to_save(turn: Turn, draft: Draft) -> Message:
        return texts.change_preview(turn.translator, draft.id, render(turn, draft.answers))

    def leave(turn: Turn, answers: Answers) -> Message:
        turn.toast = form_texts.unchanged(turn.translator)
        try:
            return show(turn, answers)
        except Refused:  # withdrawn meanwhile
            return form_texts.cancelled(turn.translator)

    return Form(
        name=name,
        title=title,
        steps=(
            Step("text", lambda turn, draft: ask(turn, draft.answers), take=take),
            Step("preview", ask_whether_to_save, choose=_choose_to_save),
        ),
        finish=change,
        cancelled=leave,
        leave=form_texts.unchanged_label,
    )


def _choose_to_save(_turn: Turn, _answers: Answers, value: str) -> Any:
    if value != texts.SAVE:
        raise StepPassed
    return value
