"""What a newcomer can help with and needs help with, and the welcome at the end."""

from actions import helps as helps_actions
from actions.readers import reader_of
from actions.refusals import StepPassed
from actions.rota.standing import standing_of
from handlers.catching_up import catch_up_whole
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from store.chats import group_names
from store.handovers import predecessor_of
from store.helps import helps_of
from store.meetings import next_meeting
from store.memberships import city_by_id, membership_of
from store.models import City, HelpKind
from store.rota import published_rotas
from texts import helps as helps_texts
from texts.message import Html, Message
from texts.registration.joined import ready
from texts.rota.shown import own_turn

HELPS_TEXT_LIMIT = 700


def keep_helps(turn: Turn, answers: Answers) -> Message:
    """What was offered and needed is kept; what was skipped stays as it was."""
    network_id = number_in(answers["argument"])
    for kind, things in ((HelpKind.OFFER, answers["offers"]), (HelpKind.NEED, answers["needs"])):
        if things is not None:
            helps_actions.do_set_helps(turn.session, turn.member, network_id, kind, things)
    return _ready(turn, network_id)


def stop_helping(turn: Turn, answers: Answers) -> Message:
    """The last questions were left: the person is in all the same."""
    return _ready(turn, number_in(answers["argument"]))


def things_from_text(turn: Turn, _answers: Answers) -> list[str]:
    """A `take` for offers and needs."""
    return helps_actions.things_in(turn.text(HELPS_TEXT_LIMIT))


def _ready(turn: Turn, network_id: int) -> Message:
    membership = membership_of(turn.session, turn.member.id, network_id)
    if membership is None:
        raise StepPassed
    offers, needs = (helps_of(turn.session, membership.id, kind) for kind in (HelpKind.OFFER, HelpKind.NEED))
    city = city_by_id(turn.session, membership.city_id)
    meeting = next_meeting(turn.session, network_id, turn.now)
    groups = group_names(turn.session, network_id)
    if predecessor_of(turn.session, membership.id):
        catch_up_whole(turn, network_id)
    case = _case(turn, network_id, city)
    return ready(turn.translator, turn.member, city, meeting, case, offers, needs, groups)


def _case(turn: Turn, network_id: int, city: City | None) -> Html | None:
    """When the city presents its case: who comes later was not there when all were told."""
    for rota, network in published_rotas(turn.session, [network_id]):
        if city is not None:
            standing = standing_of(turn.session, rota, network, turn.now)
            return own_turn(reader_of(turn.session, turn.member, city), standing, city)
    return None


def _known_network(turn: Turn, argument: str) -> Answers:
    if membership_of(turn.session, turn.member.id, number_in(argument)) is None:
        raise StepPassed
    return {}


HELPS = Form(
    name="helps",
    title=helps_texts.title,
    steps=(
        Step(
            "offers",
            lambda turn, _draft: helps_texts.offers_question(turn.translator),
            things_from_text,
            is_optional=True,
        ),
        Step(
            "needs",
            lambda turn, _draft: helps_texts.needs_question(turn.translator),
            things_from_text,
            is_optional=True,
        ),
    ),
    finish=keep_helps,
    known=_known_network,
    can_cancel=False,
    cancelled=stop_helping,
)
