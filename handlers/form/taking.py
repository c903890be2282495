"""What comes answers the open question of a draft: something typed or attached, a button, or that it is left out."""

from dataclasses import asdict

from actions import letters
from actions.joining import Part, may_go_on
from actions.refusals import Refused, StepPassed, TooLong
from handlers.form.asking import answered, put_again, put_question
from handlers.form.rest import is_rest, put_together, question_of, typed_last
from handlers.form.shape import TYPED_LAST, Answers, Form, step_of, without
from handlers.turn import Turn
from store.models import Draft
from texts import forms as texts
from texts.message import Message


def take(turn: Turn, form: Form, draft: Draft) -> Message | None:
    """What was typed or attached answers the open question; what does not is refused, and the question put again."""
    if is_rest(turn, draft):
        told = _take_rest(turn, form, draft, draft.answers[TYPED_LAST])
    else:
        told = take_answer(turn, form, draft)
    if told is not None and turn.kept_file:
        return texts.with_file(turn.translator, told)
    return texts.without_file(turn.translator, told) if told is not None and turn.left_file_out else told


def take_answer(turn: Turn, form: Form, draft: Draft) -> Message | None:
    """The same of what is certainly no further part of the answer before."""
    step = step_of(form, draft.step)
    try:
        value = step.take(turn, draft.answers)
    except TooLong as refusal:
        if may_go_on(turn.part):
            return _refuse_all(turn, form, draft, refusal)
        raise put_again(turn, form, draft, refusal) from None
    except Refused as refusal:
        raise put_again(turn, form, draft, refusal) from None
    last = typed_last(turn, draft, turn.part) if turn.incoming.text else None  # a file alone goes on in no text
    return answered(turn, form, draft, step, value, last)


def _take_rest(turn: Turn, form: Form, draft: Draft, before: Answers) -> Message | None:
    """Both messages are one answer, and what is asked after it is asked anew; the rest of what was refused is dropped.

    Refused here is what was taken in part already: so it is no refusal of the turn, the earlier question is open again.
    """
    part = turn.part
    if before["is_refused"]:
        draft.answers = draft.answers | {TYPED_LAST: before | {"part": asdict(part)}}
        return None
    put_together(turn, before)
    letters.take_back(turn.session, question_of(draft), now=turn.now)
    step = step_of(form, before["step"])
    draft.step, draft.answers = step.name, without(draft.answers, TYPED_LAST) | before["way"]
    try:
        value = step.take(turn, draft.answers)
    except Refused as refusal:
        if not before["way"]:  # of a correction the first message stays, for it stands in the preview
            draft.answers = without(draft.answers, step.name)
        return _refuse_all(turn, form, draft, refusal, part)
    told = answered(turn, form, draft, step, value, typed_last(turn, draft, part))
    return None if told is None else texts.taken_together(turn.translator, told)


def _refuse_all(turn: Turn, form: Form, draft: Draft, refusal: Refused, part: Part | None = None) -> Message:
    """Said once for all messages of a text: what is still to come of it answers nothing."""
    draft.answers = draft.answers | typed_last(turn, draft, part or turn.part, is_refused=True)
    return texts.again(refusal.sentence(turn.translator), put_question(turn, form, draft))


def choose(turn: Turn, form: Form, draft: Draft, step_name: str, value: str) -> Message | None:
    """A button answers the open question."""
    if draft.step != step_name:
        raise StepPassed
    step = step_of(form, step_name)
    return answered(turn, form, draft, step, step.choose(turn, draft.answers, value))


def skip(turn: Turn, form: Form, draft: Draft, step_name: str) -> Message | None:
    """The open question is left unanswered."""
    step = step_of(form, step_name)
    if draft.step != step_name or not step.is_optional:
        raise StepPassed
    return answered(turn, form, draft, step, None)
