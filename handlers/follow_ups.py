"""What cities tell months after their network ended: three taps and a sentence."""

from actions.access import FollowedUp, access_follow_up, access_network, access_telling
from actions.follow_ups.refusals import FollowUpChanged
from actions.follow_ups.telling import do_end, do_tell
from actions.refusals import EmptyText, Refused, StepPassed
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store.follow_ups import follow_ups_in
from store.memberships import city_by_id
from store.models import Applied, Draft, Network, Stays
from store.programme import cities_of_network
from texts import forms as form_texts
from texts.follow_ups import asking
from texts.follow_ups.presses import FollowUpBegun, FollowUpOpened, FollowUpsEnded, FollowUpsOpened, network_key
from texts.message import Button, Message, plain_text
from texts.one_line import one_line

APPLIED = "applied"


def network_keys(turn: Turn, network: Network) -> list[Button]:
    """From the page of a network that has ended."""
    return [network_key(turn.translator, network.id)] if network.closed_at is not None else []


def open_all(turn: Turn, press: FollowUpsOpened) -> Message:
    """What all cities have told."""
    turn.check_private()
    _, network = access_network(turn.session, turn.member, press.network_id)
    found = follow_ups_in(turn.session, network.id)
    asked: dict[int, int] = {}
    for one, _ in found:
        if one.asked_at is not None or one.told_at is not None:
            asked[one.months] = asked.get(one.months, 0) + 1
    told = [(one, city, city_by_id(turn.session, one.from_city_id)) for one, city in found if one.applied is not None]
    return asking.page(turn.translator, network, told, asked)


def open_one(turn: Turn, press: FollowUpOpened) -> Message:
    """What a city has told, or the question."""
    turn.check_private()
    return _page(turn, access_follow_up(turn.session, turn.member, press.follow_up_id))


def follow_link(turn: Turn, number: str) -> Message:
    """`/start followup-4`."""
    return open_one(turn, FollowUpOpened(number_in(number)))


def begin(turn: Turn, press: FollowUpBegun) -> Message:
    """The first tap; the rest is asked one by one."""
    turn.check_private()
    answering = access_telling(turn.session, turn.member, press.follow_up_id)
    if answering.follow_up.sequence != press.sequence:
        turn.toast = plain_text(FollowUpChanged().sentence(turn.translator))
        return _page(turn, answering)
    return restart(turn, FORM, f"{press.follow_up_id}-{press.applied.value}")


def end(turn: Turn, press: FollowUpsEnded) -> Message:
    """No more questions."""
    turn.check_private()
    answering = access_telling(turn.session, turn.member, press.follow_up_id)
    do_end(turn.session, answering, now=turn.now)
    turn.toast = asking.ended(turn.translator)
    return _page(turn, answering)


def _page(turn: Turn, answering: FollowedUp) -> Message:
    asked, network, city, may_tell, _ = answering
    origin = city_by_id(turn.session, asked.from_city_id)
    return asking.told(turn.translator, asked, network, city, origin, may_tell=may_tell)


def _answering(turn: Turn, answers: Answers) -> FollowedUp:
    """Of which number, and after it stands the first tap."""
    return access_telling(turn.session, turn.member, number_in(answers["argument"].partition("-")[0]))


def _known(turn: Turn, argument: str) -> Answers:
    answering, applied = _answering(turn, {"argument": argument}), argument.partition("-")[2]
    if applied not in {each.value for each in Applied}:
        raise StepPassed
    return {"seen": answering.follow_up.sequence, APPLIED: applied}


def _ask_from(turn: Turn, draft: Draft) -> Message:
    _, network, city, _, _ = _answering(turn, draft.answers)
    others = [one for one in cities_of_network(turn.session, network.id) if one.id != city.id]
    return asking.from_question(turn.translator, draft.id, network, others)


def _choose_from(turn: Turn, answers: Answers, value: str) -> int:
    _, network, city, _, _ = _answering(turn, answers)
    others = {one.id for one in cities_of_network(turn.session, network.id)} - {city.id}
    number = number_in(value)
    if number and number not in others:
        raise StepPassed
    return number


def _ask_stays(turn: Turn, draft: Draft) -> Message:
    return asking.stays_question(turn.translator, draft.id, _answering(turn, draft.answers).network)


def _choose_stays(_turn: Turn, _answers: Answers, value: str) -> str:
    if value not in {stays.value for stays in Stays}:
        raise StepPassed
    return value


def _ask_words(turn: Turn, draft: Draft) -> Message:
    asked, network, _, _, _ = _answering(turn, draft.answers)
    return asking.words_question(turn.translator, network, asked.words, is_used=_is_used(draft.answers))


def _take_words(turn: Turn, _answers: Answers) -> str:
    words = one_line(turn.text(asking.WORDS_LIMIT))
    if not words:
        raise EmptyText
    return words


def _finish(turn: Turn, answers: Answers) -> Message:
    answering = _answering(turn, answers)
    stays = answers.get(asking.STAYS)
    try:
        do_tell(
            turn.session,
            turn.member,
            answering,
            Applied(answers[APPLIED]),
            answers.get(asking.FROM) or None,
            None if stays is None else Stays(stays),
            answers.get(asking.WORDS) or "",
            sequence=answers["seen"],
            now=turn.now,
        )
        turn.toast = asking.saved(turn.translator)
    except FollowUpChanged as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return _page(turn, _answering(turn, answers))


def _left(turn: Turn, answers: Answers) -> Message:
    try:
        return _page(turn, _answering(turn, answers))
    except Refused:  # of a network that the person has left meanwhile
        return form_texts.cancelled(turn.translator)


def _is_used(answers: Answers) -> bool:
    return bool(answers[APPLIED] != Applied.NOT_YET.value)


FORM = Form(
    "follow_up",
    asking.title,
    (
        Step(asking.FROM, _ask_from, choose=_choose_from, when=_is_used),
        Step(asking.STAYS, _ask_stays, choose=_choose_stays, when=_is_used),
        Step(asking.WORDS, _ask_words, take=_take_words, is_optional=True),
    ),
    _finish,
    known=_known,
    cancelled=_left,
)
FEATURE = Feature(
    presses={FollowUpBegun: begin, FollowUpOpened: open_one, FollowUpsEnded: end, FollowUpsOpened: open_all},
    forms=(FORM,),
    links={"followup": follow_link},
)
