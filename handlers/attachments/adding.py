"""Attaching: as long as its question is open, whatever file or link comes is attached at once."""

from dataclasses import replace

from actions.access import Attachable, access_attaching
from actions.attachments.pieces import Piece, link_in
from actions.attachments.standing import about, kind_of
from actions.attachments.taking import MOST, do_attach
from actions.refusals import Refused, StepPassed
from handlers.attached import ask_when_all_is_there, file_in, replies_elsewhere
from handlers.attachments.beside import keep_beside
from handlers.attachments.records import argument_of, named_in, page_of
from handlers.form import Answers, Form, Over, Step, put_again, renew, restart
from handlers.turn import Turn
from store.attachments import attachment_of_album, attachments_of
from store.models import Draft
from texts.attachments import pages as texts
from texts.attachments.presses import AttachingBegun
from texts.message import Message


def begin(turn: Turn, press: AttachingBegun) -> Message:
    """What has come of another record is kept already: nothing stands in the way."""
    access_attaching(turn.session, turn.member, press.about, press.about_id)
    return restart(turn, FORM, argument_of(press.about, press.about_id))


def take_further(turn: Turn, draft: Draft | None) -> bool:
    """Whatever comes while the question is open; and the rest of an album, of which the first file is kept already."""
    if draft is None or draft.form != FORM.name:
        return (draft is not None and keep_beside(turn, draft)) or _take_rest_of_album(turn)
    if replies_elsewhere(turn, draft):
        return False
    record = _record(turn, draft.answers)
    if record is None:
        turn.session.delete(draft)
        turn.say(texts.withdrawn_meanwhile(turn.translator))
        return True
    try:
        do_attach(turn.session, turn.member, record, _piece(turn), now=turn.now)
    except Refused as refusal:
        raise put_again(turn, FORM, draft, refusal) from None
    ask_when_all_is_there(turn, renew(turn, FORM, draft))
    return True


def _take_rest_of_album(turn: Turn) -> bool:
    album = turn.incoming.album
    first = None if album is None else attachment_of_album(turn.session, turn.member.id, album)
    if first is None or turn.incoming.attachment is None:
        return False
    record = access_attaching(turn.session, turn.member, first.about, first.about_id)
    do_attach(turn.session, turn.member, record, file_in(turn), now=turn.now)
    return True


def _piece(turn: Turn) -> Piece:
    came = turn.incoming
    return file_in(turn) if came.attachment is not None else replace(link_in(came.text), number=came.message_id)


def _record(turn: Turn, answers: Answers) -> Attachable | None:
    """None: it was withdrawn, or is not the person's any more."""
    try:
        return access_attaching(turn.session, turn.member, *named_in(answers["argument"]))
    except Refused:
        return None


def _ask(turn: Turn, draft: Draft) -> Message:
    record = access_attaching(turn.session, turn.member, *named_in(draft.answers["argument"]))
    attached = attachments_of(turn.session, kind_of(record), record.id)
    return texts.files_question(turn.translator, draft.id, about(turn.session, record), attached, MOST)


def _known(turn: Turn, argument: str) -> Answers:
    access_attaching(turn.session, turn.member, *named_in(argument))
    return {}


def _choose(turn: Turn, answers: Answers, value: str) -> str | Over:
    if value != texts.DONE:
        raise StepPassed
    return value if _record(turn, answers) is not None else Over(texts.withdrawn_meanwhile(turn.translator))


def _leave(turn: Turn, answers: Answers) -> Message:
    """What has come is kept."""
    if _record(turn, answers) is None:
        return texts.withdrawn_meanwhile(turn.translator)
    return page_of(turn, *named_in(answers["argument"]))


FORM = Form(
    name="attach",
    title=texts.form_title,
    known=_known,
    steps=(Step("files", _ask, choose=_choose),),
    finish=_leave,
    cancelled=_leave,
    can_cancel=False,
)
