"""The open question of a draft: put, put again, answered; then the next one is open, or the one before."""

from dataclasses import replace
from typing import Any

from actions import letters
from actions.refusals import Refused, StepPassed
from handlers.form.rest import question_of
from handlers.form.shape import (
    RETURN_TO,
    TYPED_LAST,
    Anew,
    Answers,
    Form,
    GoTo,
    Over,
    Step,
    With,
    is_precious,
    place_of,
    step_of,
    without,
)
from handlers.turn import Turn
from store import drafts
from store.models import Draft
from texts import forms as texts
from texts.message import Message


def go_on(turn: Turn, form: Form, draft: Draft) -> Message:
    """Asks the open question of a draft again."""
    drafts.put_to_sleep(turn.session, draft.person_id)
    draft.awaiting = True
    return put_question(turn, form, draft)


def renew(turn: Turn, form: Form, draft: Draft) -> Message:
    """The open question in other words, for what it is about has changed."""
    letters.take_back(turn.session, question_of(draft), now=turn.now)
    return put_question(turn, form, draft)


def put_again(turn: Turn, form: Form, draft: Draft, refusal: Refused) -> Refused:
    """The refusal of what is no answer, with the open question below it."""
    refusal.question = put_question(turn, form, draft)
    return refusal


def back(turn: Turn, form: Form, draft: Draft, step_name: str) -> Message:
    """The question before the open one, again."""
    if draft.step != step_name:
        raise StepPassed
    if RETURN_TO in draft.answers:
        return return_to(turn, form, draft)
    earlier = [step for step in form.steps[: place_of(form, step_name)] if step.when(draft.answers)]
    draft.answers = without(draft.answers, TYPED_LAST)
    if earlier:
        draft.step = earlier[-1].name
        draft.updated_at = turn.now
    return go_on(turn, form, draft)


def answered(
    turn: Turn, form: Form, draft: Draft, step: Step, value: Any, typed: Answers | None = None
) -> Message | None:
    """The next question, or what came of the form."""
    draft.updated_at = turn.now
    draft.answers = without(draft.answers, TYPED_LAST)
    close(turn, draft)
    if isinstance(value, With):
        draft.answers, value = draft.answers | value.also, value.value
    if isinstance(value, Over):
        turn.session.delete(draft)
        turn.session.flush()
        return value.told
    if isinstance(value, GoTo):
        draft.answers = {RETURN_TO: step.name} | draft.answers  # a chain of them comes back to where it began
        draft.step = value.step
        return go_on(turn, form, draft)
    if isinstance(value, Anew):
        draft.answers = draft.answers | {value.step: value.value}
        return go_on(turn, form, draft)
    draft.answers = draft.answers | {step.name: value}
    answers = draft.answers
    draft.answers = answers | (typed or {})
    if RETURN_TO in answers:
        return return_to(turn, form, draft)
    following = [later for later in form.steps[place_of(form, step.name) + 1 :] if later.when(draft.answers)]
    if following:
        draft.step = following[0].name
        return go_on(turn, form, draft)
    turn.session.delete(draft)
    turn.session.flush()
    return form.finish(turn, answers)


def put_question(turn: Turn, form: Form, draft: Draft) -> Message:
    """The open question, with the ways on and out of it."""
    step = step_of(form, draft.step)
    asked = step.ask(turn, draft)
    is_first = not any(earlier.when(draft.answers) for earlier in form.steps[: place_of(form, step.name)])
    is_correction = RETURN_TO in draft.answers
    leave = texts.discard_label if is_precious(form, draft) else form.leave
    question = texts.with_navigation(
        turn.translator,
        asked,
        draft.id,
        step.name,
        can_go_back=is_correction or not (is_first or step.leads_back),
        is_optional=step.is_optional,
        leave=leave(turn.translator) if form.can_cancel and not is_correction else None,
    )
    return replace(question, subject=question_of(draft))


def close(turn: Turn, draft: Draft) -> None:
    """The question is open no longer: its keys go away."""
    came = turn.incoming
    pressed = (turn.place.id, came.message_id) if came.data is not None else None
    letters.close(turn.session, question_of(draft), now=turn.now, besides=pressed)


def return_to(turn: Turn, form: Form, draft: Draft) -> Message:
    """A correction is made, or left: the step that asked for it is open again."""
    draft.step = draft.answers[RETURN_TO]
    draft.answers = without(draft.answers, RETURN_TO)
    return go_on(turn, form, draft)
