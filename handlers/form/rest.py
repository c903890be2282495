"""What goes on with an answer that was taken, in a message of its own."""

from dataclasses import asdict, replace

from actions import letters
from actions.joining import Part, goes_on, seam
from handlers.form.shape import RETURN_TO, TYPED_LAST, Answers
from handlers.turn import Turn
from store.models import Draft
from texts.message import Html


def question_of(draft: Draft) -> str:
    """What the open question of a draft is found again by."""
    return f"question:{draft.id}"


def is_rest(turn: Turn, draft: Draft) -> bool:
    """Whether what came belongs to the answer before: cut off by an app, or sent before the open question was there."""
    typed_last = draft.answers.get(TYPED_LAST)
    if typed_last is None or not turn.incoming.text:
        return False
    if goes_on(Part(**typed_last["part"]), turn.part):
        return True
    is_unread = letters.is_unread(turn.session, question_of(draft), turn.incoming.message_id)
    return is_unread and not typed_last["is_refused"]


def typed_last(turn: Turn, draft: Draft, part: Part, *, is_refused: bool = False) -> Answers:
    """What came, as it has to be known when more of it comes. `part` is the last message of it."""
    way = {RETURN_TO: draft.answers[RETURN_TO]} if RETURN_TO in draft.answers else {}
    text, html = turn.incoming.text, str(turn.incoming.html)
    typed = {"step": draft.step, "part": asdict(part), "text": text, "html": html, "way": way, "is_refused": is_refused}
    return {TYPED_LAST: typed}


def put_together(turn: Turn, before: Answers) -> None:
    """The turn is as if all had come in one message."""
    part, came = Part(**before["part"]), turn.incoming
    between = seam(part.text, came.text) if goes_on(part, turn.part) else "\n"
    html = Html(before["html"] + between + str(came.html))
    turn.incoming = replace(came, text=before["text"] + between + came.text, html=html)
