"""Who of the network knows about something: one question."""

from actions.access import access_network
from actions.needs.drawing_up import who_knows
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store.models import Draft, Network
from texts.message import Message
from texts.needs import knowing as texts
from texts.needs.presses import WhoKnowsAsked


def begin(turn: Turn, press: WhoKnowsAsked) -> Message:
    """About what?"""
    turn.check_private()
    return restart(turn, FORM, str(press.network_id))


def _known(turn: Turn, argument: str) -> Answers:
    return {"network": _network(turn, argument).id}


def _network(turn: Turn, argument: str) -> Network:
    return access_network(turn.session, turn.member, number_in(argument))[1]


def _ask(turn: Turn, draft: Draft) -> Message:
    return texts.question(turn.translator, _network(turn, draft.answers["argument"]))


def _take(turn: Turn, _answers: Answers) -> str:
    return turn.text(texts.LIMIT)


def _finish(turn: Turn, answers: Answers) -> Message:
    network, words = _network(turn, answers["argument"]), answers[texts.ABOUT]
    found = who_knows(turn.session, network, words, turn.member.language)
    return texts.found(turn.translator, network, words, found)


FORM = Form("who_knows", texts.title, (Step(texts.ABOUT, _ask, _take),), _finish, known=_known)
