"""Files without words while something is being shared: kept with its draft, and the question is put again."""

from typing import Any

from actions import letters
from actions.attachments.pieces import FILES
from actions.attachments.refusals import Full
from actions.attachments.taking import MOST
from actions.refusals import Refused
from handlers import experiences, solutions
from handlers.attached import ask_when_all_is_there, file_in, replies_elsewhere
from handlers.challenges.sharing import FORM as CHALLENGE
from handlers.form import put_again, question_of, renew
from handlers.turn import Turn
from store.drafts import FILES_SENT
from store.models import AttachmentKind, Draft
from texts import forms as texts
from texts.challenges.presses import ChallengePart
from texts.experiences.presses import ExperiencePart

FORMS = {form.name: form for form in (CHALLENGE, experiences.FORM, solutions.FORM)}
TOLD = (ChallengePart.PROBLEM, ExperiencePart.DONE)  # which can be answered with a voice note


def keep_beside(turn: Turn, draft: Draft) -> bool:
    """Whether it was a file for a draft. What stands below a file answers the open question, which the form takes."""
    came, form = turn.incoming.attachment, FORMS.get(draft.form)
    if form is None or came is None or came.kind not in FILES or replies_elsewhere(turn, draft):
        return False
    if turn.incoming.text:
        letters.take_back(turn.session, question_of(draft), now=turn.now)  # put again for the files before, or about to
        return False
    if came.kind == AttachmentKind.VOICE and draft.step in TOLD:
        return False
    kept, album = draft.answers.get(FILES_SENT, []), turn.incoming.album
    try:
        draft.answers = draft.answers | {FILES_SENT: [*kept, _file(turn, len(kept))]}
    except Refused as refusal:
        raise put_again(turn, form, draft, refusal) from None
    if album is None or all(one["album"] != album for one in kept):  # of an album it is said once
        ask_when_all_is_there(turn, texts.with_file(turn.translator, renew(turn, form, draft)))
    return True


def _file(turn: Turn, number: int) -> dict[str, Any]:
    if number >= MOST:
        raise Full(MOST)
    return file_in(turn).kept()
