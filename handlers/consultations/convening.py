"""Three questions to who convenes, and the last day once more."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from actions.access import access_consultation, access_convening
from actions.consultations import convening
from actions.consultations.refusals import DateUnread
from actions.refusals import EmptyText, Refused, StepPassed
from actions.written_dates import read_moment
from handlers.consultations.desk import page_of
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store.models import Draft
from texts import forms as form_texts
from texts.consultations import convening as texts
from texts.consultations.desk_presses import ConveningBegun, DeadlineBegun
from texts.message import Message
from texts.one_line import one_line

WEEKS = (2, 3, 4)
DAY_LIMIT = 60


def begin(turn: Turn, _press: ConveningBegun) -> Message:
    """A new one."""
    turn.check_private()
    return restart(turn, FORM)


def begin_last_day(turn: Turn, press: DeadlineBegun) -> Message:
    """Another last day."""
    turn.check_private()
    return restart(turn, LAST_DAY_FORM, str(press.consultation_id))


def _known(turn: Turn, _argument: str) -> Answers:
    access_convening(turn.session, turn.member)
    return {}


def _ask_title(turn: Turn, _draft: Draft) -> Message:
    return texts.title_question(turn.translator)


def _take_title(turn: Turn, _answers: Answers) -> str:
    title = one_line(turn.text(convening.TITLE_LIMIT))
    if not any(letter.isalnum() for letter in title):
        raise EmptyText
    return title


def _ask_fields(turn: Turn, draft: Draft) -> Message:
    known = convening.fields_of_programme(turn.session)
    has_enough = len(known) >= convening.FEWEST_FIELDS
    return texts.fields_question(turn.translator, draft.id, known if has_enough else ())


def _take_fields(turn: Turn, _answers: Answers) -> list[str]:
    return convening.fields_in(turn.text(convening.FIELDS_LIMIT))


def _choose_fields(turn: Turn, _answers: Answers, value: str) -> list[str]:
    if value != texts.PROGRAMME:
        raise StepPassed
    return convening.checked_fields(convening.fields_of_programme(turn.session))


def _ask_last_day(turn: Turn, draft: Draft) -> Message:
    return texts.last_day_question(turn.translator, draft.id, _days(turn))


def _days(turn: Turn) -> list[date]:
    return [_today(turn) + timedelta(weeks=weeks) for weeks in WEEKS]


def _today(turn: Turn) -> date:
    return turn.now.astimezone(ZoneInfo(turn.member.zone)).date()


def _take_last_day(turn: Turn, _answers: Answers) -> str:
    today = _today(turn)
    usual = datetime.combine(today, convening.LAST_MINUTE)
    read = read_moment(turn.text(DAY_LIMIT), usual, today)
    if read is None:
        raise DateUnread
    return _checked(turn, read.date())


def _choose_last_day(turn: Turn, _answers: Answers, value: str) -> str:
    try:
        return _checked(turn, date.fromisoformat(value))
    except ValueError:
        raise StepPassed from None


def _checked(turn: Turn, on: date) -> str:
    convening.closing_moment(on, turn.member.zone, turn.now)
    return on.isoformat()


def _finish(turn: Turn, answers: Answers) -> Message:
    title, fields, on = answers[texts.TITLE], answers[texts.FIELDS], date.fromisoformat(answers[texts.LAST_DAY])
    convened = convening.do_convene(turn.session, turn.member, title, fields, on, now=turn.now)
    return page_of(turn, convened.id)


def _known_last_day(turn: Turn, argument: str) -> Answers:
    access_consultation(turn.session, turn.member, number_in(argument))
    return {}


def _ask_other_last_day(turn: Turn, draft: Draft) -> Message:
    consultation = access_consultation(turn.session, turn.member, number_in(draft.answers["argument"]))
    return texts.last_day_question(turn.translator, draft.id, _days(turn), consultation)


def _finish_last_day(turn: Turn, answers: Answers) -> Message:
    number, on = number_in(answers["argument"]), date.fromisoformat(answers[texts.LAST_DAY])
    convening.do_set_last_day(turn.session, turn.member, number, on, now=turn.now)
    turn.toast = texts.last_day_set(turn.translator)
    return page_of(turn, number)


def _cancelled_last_day(turn: Turn, answers: Answers) -> Message:
    try:
        return page_of(turn, number_in(answers["argument"]))
    except Refused:  # discarded meanwhile, or the person convenes no more
        return form_texts.cancelled(turn.translator)


FORM = Form(
    "consultation",
    texts.title,
    (
        Step(texts.TITLE, _ask_title, take=_take_title),
        Step(texts.FIELDS, _ask_fields, take=_take_fields, choose=_choose_fields),
        Step(texts.LAST_DAY, _ask_last_day, take=_take_last_day, choose=_choose_last_day),
    ),
    _finish,
    known=_known,
)
LAST_DAY_FORM = Form(
    "consultation_last_day",
    texts.last_day_title,
    (Step(texts.LAST_DAY, _ask_other_last_day, take=_take_last_day, choose=_choose_last_day),),
    _finish_last_day,
    known=_known_last_day,
    cancelled=_cancelled_last_day,
)
