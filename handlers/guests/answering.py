"""A guest reads what the cities ask, and answers in writing."""

from actions.access import access_own_visit
from actions.guests.answering import access_own_question, do_answer
from actions.guests.asking import check_network
from actions.guests.showing import own_visit
from actions.readers import reader_of
from handlers.form import Answers, Form, Step, number_in, restart, typed
from handlers.turn import Turn
from store.guests import Visit
from store.models import Draft
from texts.guests import visiting as texts
from texts.guests.presses import GuestAnswerBegun, VisitQuestionsOpened
from texts.message import Message

LIMIT = 700
WORDS = "words"


def open_own_questions(turn: Turn, press: VisitQuestionsOpened) -> Message:
    """All of them, most wanted first."""
    turn.check_private()
    return _page(turn, access_own_visit(turn.session, turn.member, press.guest_id), press.page)


def begin_answer(turn: Turn, press: GuestAnswerBegun) -> Message:
    """One answer."""
    turn.check_private()
    return restart(turn, FORM, str(press.question_id))


def _page(turn: Turn, visit: Visit, number: int) -> Message:
    told = own_visit(turn.session, visit, turn.member, turn.now)
    return texts.questions(reader_of(turn.session, turn.member, None), told, number)


def _known(turn: Turn, argument: str) -> Answers:
    check_network(access_own_question(turn.session, turn.member, number_in(argument)).visit)
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    asked, _ = access_own_question(turn.session, turn.member, number_in(draft.answers["argument"]))
    return texts.answer_question(turn.translator, asked)


def _finish(turn: Turn, answers: Answers) -> Message:
    number = number_in(answers["argument"])
    asked, visit = do_answer(turn.session, turn.member, number, answers[WORDS], now=turn.now)
    turn.toast = texts.answered(turn.translator)
    told = own_visit(turn.session, visit, turn.member, turn.now)
    places = [one.question.id for one in told.asked]
    reader = reader_of(turn.session, turn.member, None)
    return texts.questions(reader, told, places.index(asked.question.id) // texts.A_PAGE)


FORM = Form(
    "guest_answer",
    texts.answer_title,
    (Step(WORDS, _ask, take=typed(LIMIT)),),
    _finish,
    known=_known,
)
