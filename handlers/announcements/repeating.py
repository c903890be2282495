"""An announcement goes out again and again: how often and until when is asked; those that do are listed and stopped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from actions.announcements import repeating, writing
from actions.announcements.repeating import Plan
from actions.refusals import StepPassed
from handlers import form
from handlers.announcements import questions
from handlers.announcements.correction import back_to_it
from handlers.announcements.panel import stand
from handlers.announcements.scheduling import SCHEDULE
from handlers.form import Answers, Form, Step, With, number_in
from handlers.turn import Turn
from handlers.written_dates import pressed, rest_in, with_rest
from store.drafts import forget_draft
from store.models import Draft, Rhythm
from store.repeats import repeats_of
from texts.announcements import repeating as texts
from texts.announcements.repeating import RepeatBegun, RepeatsOpened, RepeatStopped
from texts.announcements.scheduling import first_question
from texts.forms import back_label
from texts.message import Message, paragraphs
from texts.presses import Press
from texts.written_dates import left_out


def ask_rhythm(turn: Turn, press: RepeatBegun) -> Message:
    """How often."""
    announcement = writing.access_unsent(turn.session, turn.member, press.announcement_id)
    forget_draft(turn.session, turn.member.id, SCHEDULE.name, str(announcement.id))
    return form.restart(turn, REPEAT, str(announcement.id))


def repeat(turn: Turn, answers: Answers) -> Message | None:
    """From now on it goes out by itself, and can be stopped."""
    number = number_in(answers["argument"])
    return stand(turn, repeating.do_repeat(turn.session, turn.member, number, _plan(turn, answers), now=turn.now))


def stop(turn: Turn, press: RepeatStopped) -> Message | None:
    """It stands as what was not sent yet."""
    announcement = repeating.do_stop(turn.session, turn.member, press.announcement_id, now=turn.now)
    turn.toast = texts.stopped(turn.translator)
    return stand(turn, announcement)


def show_repeats(turn: Turn, press: RepeatsOpened) -> Message:
    """The next one first."""
    return texts.repeats(turn.translator, repeats_of(turn.session, turn.member.id), press.page)


def _plan(turn: Turn, answers: Answers) -> Plan:
    end = answers["end"]
    ends = {"times": end} if isinstance(end, int) else {"until": date.fromisoformat(end)}
    if answers["rhythm"] == Rhythm.SESSIONS:
        at_nine = datetime.combine(turn.now.astimezone(turn.translator.zone).date(), writing.MORNING)
        return Plan(Rhythm.SESSIONS, at_nine, days_before=answers["days"], **ends)
    return Plan(Rhythm(answers["rhythm"]), datetime.fromisoformat(answers["begins"]), **ends)


def _ask_rhythm(turn: Turn, draft: Draft) -> Message:
    return texts.rhythm_question(turn.translator, draft.id)


def _choose_rhythm(_turn: Turn, _answers: Answers, value: str) -> str:
    if value not in set(Rhythm):
        raise StepPassed
    return value


def _ask_days(turn: Turn, draft: Draft) -> Message:
    return texts.days_question(turn.translator, draft.id)


def _choose_days(_turn: Turn, _answers: Answers, value: str) -> int:
    if value not in map(str, texts.DAYS_BEFORE):
        raise StepPassed
    return int(value)


def _ask_first(turn: Turn, draft: Draft) -> Message:
    offered = questions.moments_in(turn, draft.answers)
    example = writing.example_moment(turn.translator.zone, turn.now)
    return first_question(turn.translator, draft.id, offered, example)


def _take_first(turn: Turn, _answers: Answers) -> With:
    at, rest = writing.typed_moment(turn.text(100), turn.translator.zone, turn.now)
    return with_rest(_on_the_wall(turn, at), rest)


def _choose_first(turn: Turn, answers: Answers, value: str) -> With:
    offered = dict(questions.moments_in(turn, answers))
    if value not in offered:
        raise StepPassed
    return pressed(_on_the_wall(turn, offered[value]))


def _on_the_wall(turn: Turn, at: datetime) -> str:
    return at.astimezone(turn.translator.zone).replace(tzinfo=None).isoformat(timespec="minutes")


def _ask_end(turn: Turn, draft: Draft) -> Message:
    t = turn.translator
    question = texts.end_question(t, draft.id, repeating.example_day(t.zone, turn.now))
    return replace(question, text=paragraphs(left_out(t, rest_in(draft.answers), t.zone), question.text))


def _take_end(turn: Turn, _answers: Answers) -> int | str:
    end = repeating.read_end(turn.text(100), turn.translator.zone, turn.now)
    return end if isinstance(end, int) else end.isoformat()


def _choose_end(_turn: Turn, _answers: Answers, value: str) -> int:
    if value not in map(str, texts.TIMES):
        raise StepPassed
    return int(value)


def _is_of_sessions(answers: Answers) -> bool:
    return answers.get("rhythm") == Rhythm.SESSIONS


def _known(turn: Turn, argument: str) -> Answers:
    writing.access_unsent(turn.session, turn.member, number_in(argument))
    return {}


REPEAT = Form(
    "announce-repeat",
    texts.repeat_title,
    (
        Step("rhythm", _ask_rhythm, choose=_choose_rhythm),
        Step("days", _ask_days, choose=_choose_days, when=_is_of_sessions),
        Step("begins", _ask_first, _take_first, _choose_first, when=lambda answers: not _is_of_sessions(answers)),
        Step("end", _ask_end, _take_end, _choose_end),
    ),
    repeat,
    known=_known,
    leave=back_label,
    cancelled=back_to_it,
)
PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    RepeatBegun: ask_rhythm,
    RepeatStopped: stop,
    RepeatsOpened: show_repeats,
}
