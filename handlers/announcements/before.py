"""What can be done below the preview: sent now, sent to its author first, written anew, not sent at all."""

from collections.abc import Callable
from typing import Any

from actions.announcements import line, sending, writing
from actions.announcements.sample import card_as_read
from handlers import form
from handlers.announcements import questions
from handlers.announcements.correction import back_to_it
from handlers.announcements.panel import FURTHER, preview, stand, standing
from handlers.announcements.repeating import REPEAT
from handlers.announcements.scheduling import BY_CLOCK, SCHEDULE
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from store.drafts import draft_of
from texts.announcements import writing as texts
from texts.announcements.presses import AnnouncementCancelled, AnnouncementSent, NightChosen, RewriteBegun, SentToMe
from texts.forms import back_label
from texts.message import Message
from texts.presses import Press


def send(turn: Turn, press: AnnouncementSent) -> Message | None:
    """To everybody; the pressed message becomes the line that tells how it goes."""
    announcement = sending.do_send(turn.session, turn.member, press.announcement_id, now=turn.now)
    _forget_questions(turn, announcement.id)
    return stand(turn, announcement)


def choose_night(turn: Turn, press: NightChosen) -> Message | None:
    """At once, or in the morning of those who are in quiet hours."""
    number, at_night = press.announcement_id, press.at_night
    return stand(turn, writing.do_choose_night(turn.session, turn.member, number, at_night=at_night, now=turn.now))


def send_to_me(turn: Turn, press: SentToMe) -> None:
    """The message, marked as a test, to the author alone; the buttons come again below it."""
    announcement = writing.access_unsent(turn.session, turn.member, press.announcement_id)
    card, _reader = card_as_read(turn.session, turn.member, announcement, turn.now)
    turn.say(texts.as_test(turn.translator, card))
    line.post_line(turn.session, turn.member, announcement, standing(turn, announcement), turn.now)
    turn.toast = texts.sent_to_me(turn.translator)


def ask_rewrite(turn: Turn, press: RewriteBegun) -> Message:
    """Other words."""
    announcement = writing.access_unsent(turn.session, turn.member, press.announcement_id)
    return form.restart(turn, REWRITE, str(announcement.id))


def rewrite(turn: Turn, answers: Answers) -> None:
    """A new preview in the place of the old one."""
    number = number_in(answers["argument"])
    preview(turn, writing.do_rewrite(turn.session, turn.member, number, questions.content_in(answers)))


def cancel(turn: Turn, press: AnnouncementCancelled) -> Message:
    """It is not sent."""
    writing.do_cancel(turn.session, turn.member, press.announcement_id, now=turn.now)
    _forget_questions(turn, press.announcement_id)
    return texts.cancelled(turn.translator)


def _forget_questions(turn: Turn, announcement_id: int) -> None:
    """Nobody is to be asked any more how and when it is sent."""
    for name in (REWRITE.name, SCHEDULE.name, BY_CLOCK.name, REPEAT.name, FURTHER):
        draft = draft_of(turn.session, turn.member.id, name)
        if draft is not None and draft.answers["argument"] == str(announcement_id):
            turn.session.delete(draft)


def _known(turn: Turn, argument: str) -> Answers:
    writing.access_unsent(turn.session, turn.member, number_in(argument))
    return {}


REWRITE = Form(
    "announce-again",
    texts.title,
    (Step("content", questions.ask_again, questions.take_again),),
    rewrite,
    known=_known,
    leave=back_label,
    cancelled=back_to_it,
)
PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    AnnouncementSent: send,
    NightChosen: choose_night,
    SentToMe: send_to_me,
    RewriteBegun: ask_rewrite,
    AnnouncementCancelled: cancel,
}
