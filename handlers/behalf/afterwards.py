"""What belongs to sessions: who comes and was there, what a city takes on, offers, and takes with it."""

from actions.access import access_meeting, access_network, access_noting
from actions.afterwards.standing import check_told
from actions.afterwards.telling import do_note_takeaway
from actions.behalf.refusals import SaidItself
from actions.commitments.standing import round_of
from actions.refusals import StepPassed
from handlers.commitments.showing import check_private
from handlers.commitments.wording import in_one_line
from handlers.form import Answers, Form, Step, restart
from handlers.noted import FOR_CITY, argument_for, left, numbers_in, with_way_back
from handlers.turn import Turn
from store.commitments import last_begun
from store.meetings import next_meeting
from store.models import City, Draft, Meeting, Network, Role
from store.network import members_for
from store.takeaways import has_written_itself, noted_takeaway
from texts.afterwards.asking import TAKEAWAY_LIMIT
from texts.behalf import asking
from texts.behalf.pages import attendance_key, commitment_key, offer_key
from texts.behalf.presses import TakeawayNotingBegun
from texts.behalf.words import given_back
from texts.message import Button, Message


def meeting_keys(turn: Turn, network: Network, city: City) -> list[Button]:
    """Of the next session, and of the last one as far as it is open still."""
    t, session = turn.translator, turn.session
    membership, _ = access_network(session, turn.member, network.id)
    coordinates = membership.role is Role.COORDINATOR
    following = next_meeting(session, network.id, turn.now)
    last = last_begun(session, [network.id], turn.now).get(network.id)
    has_people = bool(members_for(session, network.id, city.id))  # an answer to a session is a person's
    keys = [asking.answers_key(t, following)] if coordinates and has_people and following is not None else []
    if last is None or last.cancelled_at is not None:
        return keys
    keys += [attendance_key(t, last, city), offer_key(t, last, city)]
    if not coordinates:
        return keys
    if round_of(session, last, network, turn.now).is_open:
        keys.append(commitment_key(t, last, city))
    if not has_written_itself(session, last, city.id):
        keys.append(asking.takeaway_key(t, last, city))
    return keys


def begin_takeaway(turn: Turn, press: TakeawayNotingBegun) -> Message:
    """Asks for the sentence."""
    check_private(turn)
    return restart(turn, TAKEAWAY, argument_for(press.meeting_id, press.city_id))


def _about(turn: Turn, argument: str) -> tuple[Meeting, Network, City]:
    numbers = numbers_in(argument)
    if numbers is None:
        raise StepPassed
    meeting, network = access_meeting(turn.session, turn.member, numbers[0])
    city = access_noting(turn.session, turn.member, network.id, numbers[1])[1]
    check_told(meeting, network, turn.now)
    return meeting, network, city


def _known(turn: Turn, argument: str) -> Answers:
    return {FOR_CITY: _about(turn, argument)[2].id}


def _present(turn: Turn, meeting: Meeting, city: City) -> str:
    noted = noted_takeaway(turn.session, meeting, city.id)
    return "" if noted is None or noted.withdrawn_at is not None else noted.text


def _ask(turn: Turn, draft: Draft) -> Message:
    meeting, network, city = _about(turn, draft.answers["argument"])
    present = _present(turn, meeting, city)
    return asking.takeaway_question(turn.translator, draft.id, meeting, network, city, present)


def _take_back(turn: Turn, answers: Answers, value: str) -> str:
    meeting, _, city = _about(turn, answers["argument"])
    if value != asking.TAKE_BACK or not _present(turn, meeting, city):
        raise StepPassed
    return ""


def _finish(turn: Turn, answers: Answers) -> Message:
    meeting, network, city = _about(turn, answers["argument"])
    written = answers["takeaway"]
    try:
        do_note_takeaway(turn.session, turn.member, meeting, network, city, written, now=turn.now)
    except SaidItself as refusal:
        given = given_back(turn.translator, refusal.sentence(turn.translator), written)
        return with_way_back(turn, network.id, answers, given)
    return asking.done(turn.translator, network, city)


def _left(turn: Turn, answers: Answers) -> Message:
    return left(turn, answers, lambda: _about(turn, answers["argument"])[1].id)


TAKEAWAY = Form(
    "noted_takeaway",
    asking.takeaway_title,
    (Step("takeaway", _ask, take=lambda turn, _answers: in_one_line(turn, TAKEAWAY_LIMIT), choose=_take_back),),
    _finish,
    known=_known,
    cancelled=_left,
)
