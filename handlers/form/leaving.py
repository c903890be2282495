"""A form is left before its last answer: by whoever fills it in, or because nothing can come of it any more."""

from actions.refusals import Ended
from handlers.form.asking import close, return_to
from handlers.form.shape import RETURN_TO, Form, is_precious
from handlers.turn import Turn
from store.models import Draft
from texts import forms as texts
from texts.message import Message


def cancel(turn: Turn, form: Form, draft: Draft) -> Message | None:
    """Leaves a form: for good, or the correction of one part of it; what was typed is not thrown away unasked."""
    if RETURN_TO in draft.answers:
        return return_to(turn, form, draft)
    if is_precious(form, draft):
        return texts.whether_to_discard(turn.translator, form.title(turn.translator), draft.id)
    return discard(turn, form, draft)


def discard(turn: Turn, form: Form, draft: Draft) -> Message | None:
    """Leaves a form for good."""
    answers = draft.answers
    close(turn, draft)
    turn.session.delete(draft)
    turn.session.flush()
    return form.cancelled(turn, answers)


def ended(turn: Turn, form: Form, draft: Draft, why: Ended) -> Message:
    """Nothing can come of it any more. What was typed stays until its person throws it away: a network may reopen."""
    close(turn, draft)
    sentence = why.sentence(turn.translator)
    if is_precious(form, draft):
        draft.awaiting = False
        return texts.ended(turn.translator, sentence, form.title(turn.translator), draft.id)
    turn.session.delete(draft)
    turn.session.flush()
    return texts.over(turn.translator, sentence)
