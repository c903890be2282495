"""What is attached to a record: sent to its readers; listed, worded and removed by its owner."""

from actions.access import access_attachable, access_own_attachable, access_own_attachment
from actions.attachments.pieces import LONGEST_CAPTION
from actions.attachments.sending import do_send
from actions.attachments.standing import about, kind_of
from actions.attachments.taking import MOST, do_caption, do_remove
from handlers.attachments.records import page_of
from handlers.form import Answers, Form, Step, number_in, restart, typed
from handlers.turn import Turn
from store.attachments import attachments_of
from store.models import Attachment, Draft
from texts import forms as form_texts
from texts.attachments import pages as texts
from texts.attachments.presses import (
    AttachmentOpened,
    AttachmentRemoved,
    AttachmentsOpened,
    AttachmentsWanted,
    CaptionChangeAsked,
    RecordOpened,
)
from texts.message import Message


def show_all(turn: Turn, press: AttachmentsOpened) -> Message:
    """To change it."""
    record = access_own_attachable(turn.session, turn.member, press.about, press.about_id)
    attached = attachments_of(turn.session, press.about, press.about_id)
    return texts.page(turn.translator, about(turn.session, record), attached, MOST)


def send(turn: Turn, press: AttachmentsWanted) -> None:
    """All of it arrives below; the page stays as it is."""
    turn.check_private()
    record = access_attachable(turn.session, turn.member, press.about, press.about_id)
    number = do_send(turn.session, turn.member, record, now=turn.now)
    t = turn.translator
    turn.toast = texts.on_their_way(t, number) if number else texts.nothing_there(t)


def show_record(turn: Turn, press: RecordOpened) -> Message:
    """Back to what it is attached to."""
    return page_of(turn, press.about, press.about_id)


def show_one(turn: Turn, press: AttachmentOpened) -> Message:
    """One of them, to its owner."""
    attachment, record = access_own_attachment(turn.session, turn.member, press.attachment_id)
    return texts.one(turn.translator, about(turn.session, record), attachment)


def remove(turn: Turn, press: AttachmentRemoved) -> Message:
    """Asked nothing: sent again, it is there again."""
    attachment, record = access_own_attachment(turn.session, turn.member, press.attachment_id)
    do_remove(turn.session, turn.member, attachment, record, now=turn.now)
    turn.toast = texts.removed(turn.translator)
    return show_all(turn, AttachmentsOpened(kind_of(record), record.id))


def ask_for_words(turn: Turn, press: CaptionChangeAsked) -> Message:
    """The form of one question."""
    access_own_attachment(turn.session, turn.member, press.attachment_id)
    return restart(turn, CAPTION_FORM, str(press.attachment_id))


def _attachment(turn: Turn, answers: Answers) -> Attachment:
    return access_own_attachment(turn.session, turn.member, number_in(answers["argument"]))[0]


def _ask(turn: Turn, draft: Draft) -> Message:
    return texts.caption_question(turn.translator, _attachment(turn, draft.answers))


def _known(turn: Turn, argument: str) -> Answers:
    _attachment(turn, {"argument": argument})
    return {}


def _change(turn: Turn, answers: Answers) -> Message:
    attachment, record = access_own_attachment(turn.session, turn.member, number_in(answers["argument"]))
    do_caption(turn.session, attachment, record, answers["words"], now=turn.now)
    return show_one(turn, AttachmentOpened(attachment.id))


CAPTION_FORM = Form(
    name="attachment_words",
    title=texts.caption_title,
    known=_known,
    steps=(Step("words", _ask, take=typed(LONGEST_CAPTION)),),
    finish=_change,
    leave=form_texts.unchanged_label,
)
