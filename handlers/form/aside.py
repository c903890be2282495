"""Questions that another one has put aside: a reply to their message answers them, and so does a key for a text."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.form.ending import unended
from handlers.form.shape import Form, buttons_only
from handlers.form.taking import take, take_answer
from handlers.turn import Turn
from store import drafts
from store.models import Draft
from texts.message import Message

OFFERED = 2  # the latest ones: more keys would hide what else can be done with a text


def replied_to(turn: Turn, forms: Mapping[str, Form], subject: str | None) -> Draft | None:
    """The question aside that a message replies to, if it does."""
    noun, _, number = (subject or "").partition(":")
    if noun != "question":
        return None
    draft = drafts.draft_by_id(turn.session, turn.member.id, int(number))
    return draft if draft is not None and draft.form in forms and not draft.awaiting else None


def take_reply(turn: Turn, form: Form, draft: Draft, open_draft: Draft | None) -> Message | None:
    """It is answered, whatever else is open; which goes on waiting, unless something new is asked now."""
    _wake(turn, draft)
    told = take(turn, form, draft)
    still = None if open_draft is None else drafts.draft_by_id(turn.session, turn.member.id, open_draft.id)
    if still is not None and drafts.awaiting_draft(turn.session, turn.member.id) is None:
        still.awaiting = True
    return told


def take_given(turn: Turn, form: Form, draft: Draft) -> Message | None:
    """The text to which the pressed message answers is what the question asked for."""
    came = turn.incoming
    turn.incoming = replace(came, text=came.answered_text, html=came.answered_html)
    _wake(turn, draft)
    return take_answer(turn, form, draft)


def that_take_words(turn: Turn, forms: Mapping[str, Form]) -> list[tuple[int, str]]:
    """The questions aside that a text can answer, the latest first: number of the draft and title of the form."""
    begun = [one for one in drafts.drafts_of(turn.session, turn.member.id) if _takes_words(forms, one)]
    return [(one.id, forms[one.form].title(turn.translator)) for one in unended(turn, forms, begun)[:OFFERED]]


def _takes_words(forms: Mapping[str, Form], draft: Draft) -> bool:
    steps = forms[draft.form].steps if draft.form in forms else ()
    return any(step.name == draft.step and step.take is not buttons_only for step in steps)


def _wake(turn: Turn, draft: Draft) -> None:
    drafts.put_to_sleep(turn.session, turn.member.id)
    draft.awaiting = True
    turn.session.flush()
