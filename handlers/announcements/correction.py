"""Other words for what has gone out: asked for, previewed, and put everywhere."""

from actions.access import access_announcement
from actions.announcements import correcting, line
from actions.announcements.languages import languages_in
from actions.announcements.under_way import access_sent
from actions.announcements.writing import Content
from actions.refusals import NotFound
from handlers import form
from handlers.announcements import questions
from handlers.announcements.panel import FURTHER, PREVIEW, expect_further, stand
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from store.drafts import forget_draft
from store.models import Announcement, AnnouncementState
from texts.announcements import writing as texts
from texts.announcements.options import CorrectionOfBegun, which_to_correct
from texts.announcements.presses import CorrectionBegun
from texts.message import Message


def ask_correction(turn: Turn, press: CorrectionBegun) -> Message:
    """The whole text again; where there are several languages, first in which."""
    announcement = access_sent(turn.session, turn.member, press.announcement_id)
    line.leave(turn.session, announcement, turn.incoming.message_id)
    if announcement.translations:
        there = languages_in(turn.session, announcement)
        return which_to_correct(turn.translator, announcement.id, there)
    return form.restart(turn, CORRECTION, str(announcement.id))


def ask_correction_of(turn: Turn, press: CorrectionOfBegun) -> Message:
    """The whole text again, in one of its languages."""
    announcement = access_sent(turn.session, turn.member, press.announcement_id)
    if press.language not in languages_in(turn.session, announcement):
        raise NotFound
    is_translated = press.language in announcement.translations
    return form.restart(turn, CORRECTION, str(announcement.id), language=press.language if is_translated else "")


def correct(turn: Turn, answers: Answers) -> Message | None:
    """Every copy changes; the pressed message becomes the line that tells how it goes."""
    number = number_in(answers["argument"])
    content = questions.content_in(answers)
    forget_draft(turn.session, turn.member.id, FURTHER, answers["argument"])
    return stand(turn, _corrected(turn, number, content, answers))


def _corrected(turn: Turn, number: int, content: Content, answers: Answers) -> Announcement:
    language = answers.get("language", "")
    return correcting.do_correct(turn.session, turn.member, number, content, language=language, now=turn.now)


def back_to_it(turn: Turn, answers: Answers) -> Message | None:
    """A question was left: the announcement stands as before."""
    announcement = access_announcement(turn.session, turn.member, number_in(answers["argument"]))
    if announcement.state is AnnouncementState.PREVIEW:
        expect_further(turn, announcement.id, PREVIEW)
    else:
        forget_draft(turn.session, turn.member.id, FURTHER, answers["argument"])
    return stand(turn, announcement)


CORRECTION = Form(
    "announce-right",
    texts.correction_title,
    (
        Step("content", questions.ask_correction, questions.take_correction),
        Step(questions.SURE, questions.ask_to_correct, choose=questions.choose_to_correct),
    ),
    correct,
    cancelled=back_to_it,
)
