"""Whoever signs a record is asked by name, and answers."""

from actions.access import Open
from actions.sheets.contacting import access_answering, access_asking, do_answer, do_ask
from actions.sheets.reading import check_no_phone
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store.models import Draft, Person
from texts.message import Message
from texts.sheets import contact as texts
from texts.sheets.presses import ContactAnswered, ContactAsked

WORDS = "words"


def begin_question(turn: Turn, press: ContactAsked) -> Message:
    """To whoever signs it; a question that was begun before gives way."""
    turn.check_private()
    access_asking(turn.session, turn.member, press.sheet_id)
    return restart(turn, ASK_FORM, str(press.sheet_id))


def begin_answer(turn: Turn, press: ContactAnswered) -> Message:
    """To who has asked."""
    turn.check_private()
    access_answering(turn.session, turn.member, press.sheet_id, press.asker_id)
    return restart(turn, ANSWER_FORM, f"{press.sheet_id}-{press.asker_id}")


def _take(turn: Turn, _answers: Answers) -> str:
    words = turn.text(texts.LIMIT)
    check_no_phone(words)
    return words


def _opened(turn: Turn, answers: Answers) -> Open:
    return access_asking(turn.session, turn.member, number_in(answers["argument"]))


def _ask(turn: Turn, draft: Draft) -> Message:
    return texts.question(turn.translator, _opened(turn, draft.answers).record)


def _send(turn: Turn, answers: Answers) -> Message:
    opened = _opened(turn, answers)
    do_ask(turn.session, turn.member, opened, answers[WORDS], now=turn.now)
    return texts.sent(turn.translator, opened.record, is_answer=False)


def _answering(turn: Turn, answers: Answers) -> tuple[Open, Person]:
    sheet_id, _, asker_id = answers["argument"].partition("-")
    return access_answering(turn.session, turn.member, number_in(sheet_id), number_in(asker_id))


def _ask_for_answer(turn: Turn, draft: Draft) -> Message:
    opened, asker = _answering(turn, draft.answers)
    return texts.answer_question(turn.translator, opened.record, asker)


def _send_answer(turn: Turn, answers: Answers) -> Message:
    opened, asker = _answering(turn, answers)
    do_answer(turn.session, turn.member, opened, asker, answers[WORDS], now=turn.now)
    return texts.sent(turn.translator, opened.record, is_answer=True)


ASK_FORM = Form("sheet_question", texts.asking_title, (Step(WORDS, _ask, take=_take),), _send)
ANSWER_FORM = Form("sheet_answer", texts.answering_title, (Step(WORDS, _ask_for_answer, take=_take),), _send_answer)
