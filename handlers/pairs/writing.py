"""One city writes to the other, through the bot: nobody's number is told."""

from actions.access import Spoken, access_in_pair
from actions.pairs.refusals import PairChanged
from actions.pairs.telling import write_to_other
from actions.refusals import NotFound
from handlers.form import Answers, Form, Step, number_in, restart, typed
from handlers.pairs.showing import shown_pair
from handlers.turn import Turn
from store.models import Draft
from store.pairs import pair_between
from texts.message import Message
from texts.pairs import asking
from texts.pairs.presses import WritingBegun


def begin_writing(turn: Turn, press: WritingBegun) -> None:
    """What is to be said? Below the letter, which stays to be read."""
    turn.check_private()
    turn.say(restart(turn, FORM, str(press.pair_id)))


def take_reply(turn: Turn, number: int) -> Message:
    """In answer to a letter of the pair, or to what the other city wrote."""
    return _sent(turn, _spoken(turn, str(number)), turn.text(asking.MESSAGE_LIMIT))


def take_answer(turn: Turn, author_id: int) -> Message:
    """In answer to what somebody of another city wrote: about the pair that both belong to."""
    paired = pair_between(turn.session, turn.member.id, author_id)
    if paired is None:
        raise NotFound
    return take_reply(turn, paired.id)


def _known(turn: Turn, argument: str) -> Answers:
    _spoken(turn, argument)
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    spoken = _spoken(turn, draft.answers["argument"])
    return asking.message_question(turn.translator, shown_pair(turn, spoken.seen), spoken.city)


def _finish(turn: Turn, answers: Answers) -> Message:
    return _sent(turn, _spoken(turn, answers["argument"]), answers[asking.WORDS])


def _sent(turn: Turn, spoken: Spoken, words: str) -> Message:
    shown = shown_pair(turn, spoken.seen)
    write_to_other(turn.session, shown, turn.member, spoken.city, words, turn.now)
    return asking.message_sent(turn.translator, shown, spoken.city)


def _spoken(turn: Turn, argument: str) -> Spoken:
    """Of those that meet: after one of them has said that it cannot, nobody is written to."""
    spoken = access_in_pair(turn.session, turn.member, number_in(argument))
    if spoken.seen.paired.pair.ended_at is not None or spoken.said.cannot_at is not None:
        raise PairChanged
    return spoken


FORM = Form(
    "pair_letter", asking.writing_title, (Step(asking.WORDS, _ask, typed(asking.MESSAGE_LIMIT)),), _finish, known=_known
)
