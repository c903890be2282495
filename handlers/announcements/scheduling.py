"""An announcement goes out by itself, at an hour that its author chooses."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from actions.announcements import by_clock, writing
from handlers import form
from handlers.announcements import questions
from handlers.announcements.correction import back_to_it
from handlers.announcements.panel import stand
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from handlers.written_dates import rest_in
from store.drafts import forget_draft
from texts.announcements import scheduling as texts
from texts.announcements.presses import HourBegun, ScheduleBegun
from texts.forms import back_label
from texts.message import Message
from texts.presses import Press
from texts.written_dates import left_out


def ask_when(turn: Turn, press: ScheduleBegun) -> Message:
    """Buttons or typed, on the author's clock."""
    announcement = writing.access_unsent(turn.session, turn.member, press.announcement_id)
    return form.restart(turn, SCHEDULE, str(announcement.id))


def schedule(turn: Turn, answers: Answers) -> Message | None:
    """It waits, and can still be stopped."""
    at = datetime.fromisoformat(answers["at"])
    number = number_in(answers["argument"])
    scheduled = writing.do_schedule(turn.session, turn.member, number, at, now=turn.now)
    note = left_out(turn.translator, rest_in(answers), turn.translator.zone)
    if note is not None:
        turn.say(Message(note))
    return stand(turn, scheduled)


def ask_hour(turn: Turn, press: HourBegun) -> Message:
    """On each one's clock."""
    announcement = writing.access_unsent(turn.session, turn.member, press.announcement_id)
    forget_draft(turn.session, turn.member.id, SCHEDULE.name, str(announcement.id))
    return form.restart(turn, BY_CLOCK, str(announcement.id))


def schedule_by_clock(turn: Turn, answers: Answers) -> Message | None:
    """It waits for the first of them, and can still be stopped."""
    wall, number = datetime.fromisoformat(answers["at"]), number_in(answers["argument"])
    return stand(turn, by_clock.do_schedule_by_clock(turn.session, turn.member, number, wall, now=turn.now))


SCHEDULE = Form(
    "announce-when",
    texts.schedule_title,
    (Step("at", questions.ask_when, questions.take_when, questions.choose_when),),
    schedule,
    leave=back_label,
    cancelled=back_to_it,
)
BY_CLOCK = Form(
    "announce-hour",
    texts.schedule_title,
    (Step("at", questions.ask_hour, questions.take_hour, questions.choose_hour),),
    schedule_by_clock,
    leave=back_label,
    cancelled=back_to_it,
)
PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    ScheduleBegun: ask_when,
    HourBegun: ask_hour,
}
