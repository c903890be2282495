"""Questions one by one. The steps stand in code; what was answered lies in a draft row and survives everything."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from actions import letters
from actions.refusals import ButtonWanted, Refused, StepPassed
from handlers.turn import Turn
from store import drafts
from store.models import Draft
from texts import forms as texts
from texts.message import Message
from texts.translator import Translator

Answers = dict[str, Any]  # JSON values only
RETURN_TO = "return_to"


@dataclass(frozen=True)
class GoTo:
    """What a `choose` gives back to open another question; once answered, the form comes back to the asking step."""

    step: str


def _always(_answers: Answers) -> bool:
    return True


def _buttons_only(_turn: Turn, _answers: Answers) -> Any:
    raise ButtonWanted


def _no_buttons(_turn: Turn, _answers: Answers, _value: str) -> Any:
    raise StepPassed


def _cancelled(turn: Turn, _answers: Answers) -> Message:
    return texts.cancelled(turn.translator)


def _nothing(_turn: Turn, _argument: str) -> Answers:
    return {}


@dataclass(frozen=True)
class Step:
    """One question.

    ask: the message, without its ways out; buttons that answer carry FormChosen(draft.id, name, value)
    take: the answer from what was typed or attached, or a refusal; a step without it takes buttons only
    choose: the answer from a pressed value, or a refusal
    when: whether the question is put at all, given the answers so far
    """

    name: str
    ask: Callable[[Turn, Draft], Message]
    take: Callable[[Turn, Answers], Any] = _buttons_only
    choose: Callable[[Turn, Answers, str], Any] = _no_buttons
    when: Callable[[Answers], bool] = _always
    is_optional: bool = False


@dataclass(frozen=True)
class Form:
    """A form by name. `finish` gets all answers and says what comes of them.

    known: what needs no asking, from the turn and the argument with which the form begins; or a refusal to begin
    cancelled: undoes what came before the form was left for good, and says so
    is_draft: what was typed is work that is lost when the form is left, so that is asked first
    leave: the words on the key that leaves the form, where "Cancel" says too little
    comes_first: nothing else can be done before
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


def number_in(argument: str) -> int:
    """The number that a form or a button carries; what was made up by hand is refused."""
    if not re.fullmatch("[0-9]{1,9}", argument):
        raise StepPassed
    return int(argument)


def typed(limit: int) -> Callable[[Turn, Answers], str]:
    """A `take` for text of at most `limit` characters."""
    return lambda turn, _answers: turn.text(limit)


def start(turn: Turn, form: Form, argument: str = "", *, brings_text: bool = False, **answers: Any) -> Message:
    """The first question; or, when the same form lies unfinished, the offer to go on with it.

    `brings_text`: its first answer is in hand, and another one than that of an unfinished form.
    """
    begun = drafts.draft_of(turn.session, turn.member.id, form.name)
    if begun is None:
        return _begin(turn, form, argument, answers)
    is_same = begun.answers.get("argument", "") == argument and begun.step == _first(form, begun.answers).name
    if is_same and not brings_text:
        return go_on(turn, form, begun)
    return texts.already_begun(turn.translator, form.title(turn.translator), begun.id, form.name, argument)


def restart(turn: Turn, form: Form, argument: str = "", **answers: Any) -> Message:
    """Throws an unfinished form away and begins anew."""
    begun = drafts.draft_of(turn.session, turn.member.id, form.name)
    if begun is not None:
        _close(turn, begun)
        turn.session.delete(begun)
        turn.session.flush()
    return _begin(turn, form, argument, answers)


def go_on(turn: Turn, form: Form, draft: Draft) -> Message:
    """Asks the open question of a draft again."""
    drafts.put_to_sleep(turn.session, draft.person_id)
    draft.awaiting = True
    return _question(turn, form, draft)


def take(turn: Turn, form: Form, draft: Draft) -> Message | None:
    """What was typed or attached answers the open question; what does not is refused, and the question put again."""
    step = _step(form, draft.step)
    try:
        value = step.take(turn, draft.answers)
    except Refused as refusal:
        raise put_again(turn, form, draft, refusal) from None
    told = _answered(turn, form, draft, step, value)
    return texts.without_file(turn.translator, told) if told is not None and turn.left_file_out else told


def put_again(turn: Turn, form: Form, draft: Draft, refusal: Refused) -> Refused:
    """The refusal of what is no answer, with the open question below it."""
    refusal.question = _question(turn, form, draft)
    return refusal


def renew(turn: Turn, form: Form, draft: Draft) -> Message:
    """The open question in other words, for what it is about has changed."""
    letters.take_back(turn.session, question_of(draft), now=turn.now)
    return _question(turn, form, draft)


def choose(turn: Turn, form: Form, draft: Draft, step_name: str, value: str) -> Message | None:
    """A button answers the open question."""
    if draft.step != step_name:
        raise StepPassed
    step = _step(form, step_name)
    return _answered(turn, form, draft, step, step.choose(turn, draft.answers, value))


def skip(turn: Turn, form: Form, draft: Draft, step_name: str) -> Message | None:
    """The open question is left unanswered."""
    step = _step(form, step_name)
    if draft.step != step_name or not step.is_optional:
        raise StepPassed
    return _answered(turn, form, draft, step, None)


def back(turn: Turn, form: Form, draft: Draft, step_name: str) -> Message:
    """The question before the open one, again."""
    if draft.step != step_name:
        raise StepPassed
    if RETURN_TO in draft.answers:
        return _return(turn, form, draft)
    earlier = [step for step in form.steps[: _place(form, step_name)] if step.when(draft.answers)]
    if earlier:
        draft.step = earlier[-1].name
        draft.updated_at = turn.now
    return go_on(turn, form, draft)


def cancel(turn: Turn, form: Form, draft: Draft) -> Message | None:
    """Leaves a form: for good, or the correction of one part of it; what was typed is not thrown away unasked."""
    if RETURN_TO in draft.answers:
        return _return(turn, form, draft)
    if _is_precious(form, draft):
        return texts.whether_to_discard(turn.translator, form.title(turn.translator), draft.id)
    return discard(turn, form, draft)


def discard(turn: Turn, form: Form, draft: Draft) -> Message | None:
    """Leaves a form for good."""
    answers = draft.answers
    _close(turn, draft)
    turn.session.delete(draft)
    turn.session.flush()
    return form.cancelled(turn, answers)


def question_of(draft: Draft) -> str:
    """What the open question of a draft is found again by."""
    return f"question:{draft.id}"


def _begin(turn: Turn, form: Form, argument: str, answers: Answers) -> Message:
    drafts.put_to_sleep(turn.session, turn.member.id)
    answers = {**form.known(turn, argument), **answers, "argument": argument}
    draft = Draft(
        person_id=turn.member.id,
        form=form.name,
        step=_first(form, answers).name,
        answers=answers,
        awaiting=True,
        updated_at=turn.now,
    )
    turn.session.add(draft)
    turn.session.flush()
    return _question(turn, form, draft)


def _answered(turn: Turn, form: Form, draft: Draft, step: Step, value: Any) -> Message | None:
    draft.updated_at = turn.now
    _close(turn, draft)
    if isinstance(value, GoTo):
        draft.answers = {RETURN_TO: step.name} | draft.answers  # a chain of them comes back to where it began
        draft.step = value.step
        return go_on(turn, form, draft)
    draft.answers = draft.answers | {step.name: value}
    if RETURN_TO in draft.answers:
        return _return(turn, form, draft)
    following = [later for later in form.steps[_place(form, step.name) + 1 :] if later.when(draft.answers)]
    if following:
        draft.step = following[0].name
        return go_on(turn, form, draft)
    answers = draft.answers
    turn.session.delete(draft)
    turn.session.flush()
    return form.finish(turn, answers)


def _question(turn: Turn, form: Form, draft: Draft) -> Message:
    step = _step(form, draft.step)
    asked = step.ask(turn, draft)
    is_first = not any(earlier.when(draft.answers) for earlier in form.steps[: _place(form, step.name)])
    is_correction = RETURN_TO in draft.answers
    leave = texts.discard_label if _is_precious(form, draft) else form.leave
    question = texts.with_navigation(
        turn.translator,
        asked,
        draft.id,
        step.name,
        can_go_back=is_correction or not is_first,
        is_optional=step.is_optional,
        leave=leave(turn.translator) if form.can_cancel and not is_correction else None,
    )
    return replace(question, subject=question_of(draft))


def _close(turn: Turn, draft: Draft) -> None:
    """The question is open no longer: its keys go away."""
    came = turn.incoming
    pressed = (turn.place.id, came.message_id) if came.data is not None else None
    letters.close(turn.session, question_of(draft), now=turn.now, besides=pressed)


def _return(turn: Turn, form: Form, draft: Draft) -> Message:
    draft.step = draft.answers[RETURN_TO]
    draft.answers = _returned(draft.answers)
    return go_on(turn, form, draft)


def _is_precious(form: Form, draft: Draft) -> bool:
    typed_in = {step.name for step in form.steps if step.take is not _buttons_only}
    return form.is_draft and not typed_in.isdisjoint(draft.answers)


def _returned(answers: Answers) -> Answers:
    return {name: value for name, value in answers.items() if name != RETURN_TO}


def _first(form: Form, answers: Answers) -> Step:
    return next(step for step in form.steps if step.when(answers))


def _place(form: Form, step_name: str) -> int:
    return [step.name for step in form.steps].index(step_name)


def _step(form: Form, step_name: str) -> Step:
    for step in form.steps:
        if step.name == step_name:
            return step
    raise StepPassed  # an upgrade took the question away
