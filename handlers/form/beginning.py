"""A form begins: with its first question, or with the offer to go on with what was begun."""

from typing import Any

from handlers.form.asking import close, go_on, put_question
from handlers.form.ending import end_of
from handlers.form.shape import Answers, Form, first_of
from handlers.turn import Turn
from store import drafts
from store.models import Draft
from texts import forms as texts
from texts.message import Message


def start(turn: Turn, form: Form, argument: str = "", *, brings_text: bool = False, **answers: Any) -> Message:
    """The first question; or, when the same form lies unfinished, the offer to go on with it.

    `brings_text`: its first answer is in hand, and another one than that of an unfinished form.
    """
    begun = drafts.draft_of(turn.session, turn.member.id, form.name)
    if begun is None:
        return _begin(turn, form, argument, answers)
    if end_of(turn, form, begun) is not None:
        return restart(turn, form, argument, **answers)
    is_same = begun.answers.get("argument", "") == argument and begun.step == first_of(form, begun.answers).name
    if is_same and not brings_text:
        return go_on(turn, form, begun)
    return texts.already_begun(turn.translator, form.title(turn.translator), begun.id, form.name, argument)


def restart(turn: Turn, form: Form, argument: str = "", **answers: Any) -> Message:
    """Throws an unfinished form away and begins anew."""
    begun = drafts.draft_of(turn.session, turn.member.id, form.name)
    if begun is not None:
        close(turn, begun)
        turn.session.delete(begun)
        turn.session.flush()
    return _begin(turn, form, argument, answers)


def _begin(turn: Turn, form: Form, argument: str, answers: Answers) -> Message:
    drafts.put_to_sleep(turn.session, turn.member.id)
    answers = {**form.known(turn, argument), **answers, "argument": argument}
    draft = Draft(
        person_id=turn.member.id,
        form=form.name,
        step=first_of(form, answers).name,
        answers=answers,
        awaiting=True,
        updated_at=turn.now,
    )
    turn.session.add(draft)
    turn.session.flush()
    return put_question(turn, form, draft)
