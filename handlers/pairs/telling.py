"""A city says that its date stands, that it cannot, or whether they met: with a sentence, if it likes."""

from actions.access import OWN, Spoken, access_in_pair, access_pair
from actions.pairs.changing import do_agree, do_refuse
from actions.pairs.checking import do_keep_words, do_tell_met
from actions.pairs.refusals import PairChanged
from actions.refusals import StepPassed
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.pairs.showing import pair_page, shown_pair
from handlers.turn import Turn
from store.models import Draft, Met
from texts.message import Message, plain_text
from texts.one_line import one_line
from texts.pairs import asking, letters, met
from texts.pairs.presses import DateAgreed, MeetingTold, MonthRefused, RefusalAsked


def agree(turn: Turn, press: DateAgreed) -> Message:
    """The date stands."""
    turn.check_private()
    spoken = access_in_pair(turn.session, turn.member, press.pair_id)
    pressed = turn.place.id, turn.incoming.message_id
    try:
        do_agree(turn.session, spoken, sequence=press.sequence, now=turn.now, pressed=pressed)
    except PairChanged as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return pair_page(turn, access_pair(turn.session, turn.member, press.pair_id))


def ask_whether_to_refuse(turn: Turn, press: RefusalAsked) -> Message:
    """Really?"""
    turn.check_private()
    spoken = access_in_pair(turn.session, turn.member, press.pair_id)
    shown = shown_pair(turn, spoken.seen)
    if shown.pair.sequence != press.sequence or shown.pair.ended_at is not None:
        return pair_page(turn, spoken.seen)
    return letters.whether_to_refuse(turn.translator, shown, spoken.city)


def refuse(turn: Turn, press: MonthRefused) -> Message:
    """This month it cannot."""
    turn.check_private()
    spoken = access_in_pair(turn.session, turn.member, press.pair_id)
    try:
        do_refuse(turn.session, spoken, sequence=press.sequence, now=turn.now)
    except PairChanged as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return pair_page(turn, access_pair(turn.session, turn.member, press.pair_id))


def tell(turn: Turn, press: MeetingTold) -> Message | None:
    """Whether they met; who says yes is asked for a sentence."""
    turn.check_private()
    spoken = access_in_pair(turn.session, turn.member, press.pair_id, press.city_id)
    pressed = turn.place.id, turn.incoming.message_id
    do_tell_met(turn.session, turn.member, spoken, press.met, now=turn.now, pressed=pressed)
    said = met.answered(turn.translator, shown_pair(turn, spoken.seen), spoken.city, press.met)
    if press.met is not Met.YES or spoken.said.words:
        return said
    turn.show(said)
    turn.say(restart(turn, FORM, f"{press.pair_id}-{spoken.city.id}"))
    return None


def _spoken(turn: Turn, answers: Answers) -> Spoken:
    pair_id, _, city_id = str(answers["argument"]).partition("-")
    return access_in_pair(turn.session, turn.member, number_in(pair_id), number_in(city_id) if city_id else OWN)


def _known(turn: Turn, argument: str) -> Answers:
    if _spoken(turn, {"argument": argument}).said.met is not Met.YES:
        raise StepPassed
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    return asking.learned_question(turn.translator, _spoken(turn, draft.answers).city)


def _take(turn: Turn, _answers: Answers) -> str:
    return one_line(turn.text(asking.WORDS_LIMIT))


def _ask_to_share(turn: Turn, draft: Draft) -> Message:
    return asking.share_question(turn.translator, draft.id, draft.answers[asking.WORDS])


def _choose(_turn: Turn, _answers: Answers, value: str) -> str:
    if value not in (asking.YES, asking.NO):
        raise StepPassed
    return value


def _finish(turn: Turn, answers: Answers) -> Message:
    words = answers.get(asking.WORDS)
    if not words:
        return asking.nothing_more(turn.translator)
    may_share = answers[asking.SHARE] == asking.YES
    do_keep_words(turn.session, turn.member, _spoken(turn, answers), words, may_share=may_share, now=turn.now)
    return asking.kept(turn.translator, may_share=may_share)


FORM = Form(
    "pair_learned",
    asking.learned_title,
    (
        Step(asking.WORDS, _ask, _take, is_optional=True),
        Step(asking.SHARE, _ask_to_share, choose=_choose, when=lambda answers: bool(answers.get(asking.WORDS))),
    ),
    _finish,
    known=_known,
)
