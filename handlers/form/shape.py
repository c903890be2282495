"""What a form is: its questions in their order, and what becomes of the answers."""

import re
from collections.abc import Callable
from dataclasses import field
from typing import Any

from actions.refusals import ButtonWanted, StepPassed
from handlers.turn import Turn
from store.frozen import frozen
from store.models import Draft
from texts import forms as texts
from texts.message import Message
from texts.translator import Translator

Answers = dict[str, Any]  # JSON values only
RETURN_TO = "return_to"
TYPED_LAST = "typed_last"  # what answered the question before the open one, or was too long for the open one


@frozen
class GoTo:
    """What a `choose` gives back to open another question; once answered, the form comes back to the asking step."""

    step: str


@frozen
class Anew:
    """What a `take` gives back to answer an earlier question anew; then the open one is put again."""

    step: str
    value: Any


@frozen
class With:
    """What a `take` gives back to keep something else beside the answer, among the answers."""

    value: Any
    also: Answers


@frozen
class Over:
    """What a `take` or a `choose` gives back when there is nothing to answer any more: the form ends with a message."""

    told: Message


def _always(_answers: Answers) -> bool:
    return True


def buttons_only(_turn: Turn, _answers: Answers) -> Any:
    raise ButtonWanted


def _no_buttons(_turn: Turn, _answers: Answers, _value: str) -> Any:
    raise StepPassed


def _cancelled(turn: Turn, _answers: Answers) -> Message:
    return texts.cancelled(turn.translator)


def _nothing(_turn: Turn, _argument: str) -> Answers:
    return {}


@frozen
class Step:
    """One question.

    ask: the message, without its ways out; buttons that answer carry FormChosen(draft.id, name, value)
    take: the answer from what was typed or attached, or a refusal; a step without it takes buttons only
    choose: the answer from a pressed value, or a refusal
    when: whether the question is put at all, given the answers so far
    leads_back: its own keys lead to the question before, so that there is no second key for that
    """

    name: str
    ask: Callable[[Turn, Draft], Message]
    take: Callable[[Turn, Answers], Any] = buttons_only
    choose: Callable[[Turn, Answers, str], Any] = _no_buttons
    when: Callable[[Answers], bool] = _always
    is_optional: bool = False
    leads_back: bool = False


@frozen
class Form:
    """A form by name. `finish` gets all answers and says what comes of them.

    known: what needs no asking, from the turn and the argument with which the form begins; or a refusal to begin
    cancelled: undoes what came before the form was left for good, and says so
    is_draft: what was typed is work that is lost when the form is left, so that is asked first
    leave: the words on the key that leaves the form, where "Cancel" says too little
    comes_first: nothing else can be done before
    closes: what it is about ends at an hour of its own, so `known` is asked again with each answer
    """

    name: str
    title: Callable[[Translator], str]
    steps: tuple[Step, ...] = field(repr=False)
    finish: Callable[[Turn, Answers], Message | None] = field(repr=False)
    can_cancel: bool = True
    known: Callable[[Turn, str], Answers] = field(default=_nothing, repr=False)
    cancelled: Callable[[Turn, Answers], Message | None] = field(default=_cancelled, repr=False)
    is_draft: bool = False
    leave: Callable[[Translator], str] = field(default=texts.cancel_label, repr=False)
    comes_first: bool = False
    closes: bool = False


def previewed(step: str, *, go_on: str, change: str) -> Callable[[Turn, Answers, str], Any]:
    """The `choose` of a preview: one of its keys goes on, the other asks for the words of `step` again."""

    def choose(_turn: Turn, _answers: Answers, value: str) -> Any:
        if value == change:
            return GoTo(step)
        if value != go_on:
            raise StepPassed
        return value

    return choose


def number_in(argument: str) -> int:
    """The number that a form or a button carries; what was made up by hand is refused."""
    if not re.fullmatch("[0-9]{1,9}", argument):
        raise StepPassed
    return int(argument)


def typed(limit: int) -> Callable[[Turn, Answers], str]:
    """A `take` for text of at most `limit` characters."""
    return lambda turn, _answers: turn.text(limit)


def first_of(form: Form, answers: Answers) -> Step:
    """The first question that is put."""
    return next(step for step in form.steps if step.when(answers))


def place_of(form: Form, step_name: str) -> int:
    """Which of the questions it is, from 0."""
    return [step.name for step in form.steps].index(step_name)


def step_of(form: Form, step_name: str) -> Step:
    """The question of this name."""
    for step in form.steps:
        if step.name == step_name:
            return step
    raise StepPassed  # an upgrade took the question away


def is_precious(form: Form, draft: Draft) -> bool:
    """Whether something was typed that is lost with the draft."""
    typed_in = {step.name for step in form.steps if step.take is not buttons_only}
    return form.is_draft and not typed_in.isdisjoint(draft.answers)


def without(answers: Answers, left_out: str) -> Answers:
    """All answers but one."""
    return {name: value for name, value in answers.items() if name != left_out}
