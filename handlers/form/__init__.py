"""Questions one by one. The steps stand in code; what was answered lies in a draft row and survives everything."""

from dataclasses import asdict, replace
from typing import Any

from actions import letters
from actions.joining import Part, may_go_on
from actions.refusals import Ended, Refused, StepPassed, TooLong
from handlers.form.ending import end_of, end_of_open, unended
from handlers.form.rest import is_rest, put_together, question_of, typed_last
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
    buttons_only,
    number_in,
    previewed,
    typed,
)
from handlers.turn import Turn
from store import drafts
from store.models import Draft
from texts import forms as texts
from texts.message import Message

__all__ = [
    "RETURN_TO",
    "Anew",
    "Answers",
    "Form",
    "GoTo",
    "Over",
    "Step",
    "With",
    "cancel",
    "choose",
    "discard",
    "end_of",
    "end_of_open",
    "ended",
    "go_on",
    "number_in",
    "previewed",
    "put_again",
    "question_of",
    "renew",
    "restart",
    "skip",
    "start",
    "take",
    "typed",
    "unended",
]


def start(turn: Turn, form: Form, argument: str = "", *, brings_text: bool = False, **answers: Any) -> Message:
    """The first question; or, when the same form lies unfinished, the offer to go on with it.

    `brings_text`: its first answer is in hand, and another one than that of an unfinished form.
    """
    begun = drafts.draft_of(turn.session, turn.member.id, form.name)
    if begun is None:
        return _begin(turn, form, argument, answers)
    if end_of(turn, form, begun) is not None:
        return restart(turn, form, argument, **answers)
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
    if is_rest(turn, draft):
        told = _take_rest(turn, form, draft, draft.answers[TYPED_LAST])
    else:
        told = _take_answer(turn, form, draft)
    if told is not None and turn.kept_file:
        return texts.with_file(turn.translator, told)
    return texts.without_file(turn.translator, told) if told is not None and turn.left_file_out else told


def _take_answer(turn: Turn, form: Form, draft: Draft) -> Message | None:
    step = _step(form, draft.step)
    try:
        value = step.take(turn, draft.answers)
    except TooLong as refusal:
        if may_go_on(turn.part):
            return _refuse_all(turn, form, draft, refusal)
        raise put_again(turn, form, draft, refusal) from None
    except Refused as refusal:
        raise put_again(turn, form, draft, refusal) from None
    last = typed_last(turn, draft, turn.part) if turn.incoming.text else None  # a file alone goes on in no text
    return _answered(turn, form, draft, step, value, last)


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
    step = _step(form, before["step"])
    draft.step, draft.answers = step.name, _without(draft.answers, TYPED_LAST) | before["way"]
    try:
        value = step.take(turn, draft.answers)
    except Refused as refusal:
        if not before["way"]:  # of a correction the first message stays, for it stands in the preview
            draft.answers = _without(draft.answers, step.name)
        return _refuse_all(turn, form, draft, refusal, part)
    told = _answered(turn, form, draft, step, value, typed_last(turn, draft, part))
    return None if told is None else texts.taken_together(turn.translator, told)


def _refuse_all(turn: Turn, form: Form, draft: Draft, refusal: Refused, part: Part | None = None) -> Message:
    """Said once for all messages of a text: what is still to come of it answers nothing."""
    draft.answers = draft.answers | typed_last(turn, draft, part or turn.part, is_refused=True)
    return texts.again(refusal.sentence(turn.translator), _question(turn, form, draft))


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
    draft.answers = _without(draft.answers, TYPED_LAST)
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


def ended(turn: Turn, form: Form, draft: Draft, why: Ended) -> Message:
    """Nothing can come of it any more. What was typed stays until its person throws it away: a network may reopen."""
    _close(turn, draft)
    sentence = why.sentence(turn.translator)
    if _is_precious(form, draft):
        draft.awaiting = False
        return texts.ended(turn.translator, sentence, form.title(turn.translator), draft.id)
    turn.session.delete(draft)
    turn.session.flush()
    return texts.over(turn.translator, sentence)


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


def _answered(
    turn: Turn, form: Form, draft: Draft, step: Step, value: Any, typed: Answers | None = None
) -> Message | None:
    draft.updated_at = turn.now
    draft.answers = _without(draft.answers, TYPED_LAST)
    _close(turn, draft)
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
        return _return(turn, form, draft)
    following = [later for later in form.steps[_place(form, step.name) + 1 :] if later.when(draft.answers)]
    if following:
        draft.step = following[0].name
        return go_on(turn, form, draft)
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
        can_go_back=is_correction or not (is_first or step.leads_back),
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
    draft.answers = _without(draft.answers, RETURN_TO)
    return go_on(turn, form, draft)


def _is_precious(form: Form, draft: Draft) -> bool:
    typed_in = {step.name for step in form.steps if step.take is not buttons_only}
    return form.is_draft and not typed_in.isdisjoint(draft.answers)


def _without(answers: Answers, left_out: str) -> Answers:
    return {name: value for name, value in answers.items() if name != left_out}


def _first(form: Form, answers: Answers) -> Step:
    return next(step for step in form.steps if step.when(answers))


def _place(form: Form, step_name: str) -> int:
    return [step.name for step in form.steps].index(step_name)


def _step(form: Form, step_name: str) -> Step:
    for step in form.steps:
        if step.name == step_name:
            return step
    raise StepPassed  # an upgrade took the question away
