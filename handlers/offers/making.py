"""A city offers something, in three questions; whoever prepares the session notes the same in its name."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from actions.access import Speaker, access_meeting, access_offering, access_prepared_meeting
from actions.live.moving import city_among
from actions.live.standing import course_of
from actions.offers.offering import check_offering, do_offer
from actions.offers.refusals import DayNotUnderstood, OfferToItself
from actions.refusals import NotAllowed, Refused, StepPassed
from actions.written_dates import read_moment
from handlers.commitments.showing import check_private
from handlers.commitments.wording import in_one_line
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.noted import back_to_list
from handlers.offers.showing import all_of
from handlers.turn import Turn
from store.commitments import session_after
from store.memberships import membership_of
from store.models import City, Draft
from store.programme import cities_of_network
from texts import forms as form_texts
from texts.message import Message
from texts.offers import asking
from texts.offers.presses import GiversOpened, OfferBegun

PRESETS = {"week": timedelta(days=7), "month": timedelta(days=30)}
EXAMPLE = timedelta(days=30)
FARTHEST = timedelta(days=730)


def open_givers(turn: Turn, press: GiversOpened) -> Message:
    """For those who note what is said in the session; what is offered is for the case that is heard."""
    check_private(turn)
    meeting, network = access_prepared_meeting(turn.session, turn.member, press.meeting_id)
    check_offering(turn.session, meeting, turn.now)
    course = course_of(turn.session, meeting, network, turn.now)
    case = None if course is None else course.case
    cities = cities_of_network(turn.session, network.id)
    return asking.which_giver(turn.translator, meeting, cities, 0 if case is None else case.id)


def begin_offer(turn: Turn, press: OfferBegun) -> Message:
    """The first question, whatever was begun before."""
    check_private(turn)
    city_id = press.city_id or _own_city_id(turn, press.meeting_id)
    return restart(turn, FORM, f"{press.meeting_id}-{max(0, press.for_city_id)}-{max(0, city_id)}")


def _own_city_id(turn: Turn, meeting_id: int) -> int:
    _, network = access_meeting(turn.session, turn.member, meeting_id)
    membership = membership_of(turn.session, turn.member.id, network.id)
    if membership is None or membership.city_id is None:
        raise NotAllowed
    return membership.city_id


def _known(turn: Turn, argument: str) -> Answers:
    speaker, receiver = _about(turn, argument)
    check_offering(turn.session, speaker.meeting, turn.now)
    return {} if receiver is None else {asking.WHOM: receiver.id}


def _ask_whom(turn: Turn, draft: Draft) -> Message:
    speaker, _ = _about(turn, draft.answers["argument"])
    return asking.whom_question(turn.translator, draft.id, _others(turn, speaker))


def _choose_whom(turn: Turn, answers: Answers, value: str) -> int:
    speaker, _ = _about(turn, answers["argument"])
    return city_among(_others(turn, speaker), number_in(value)).id


def _is_for_whom(answers: Answers) -> bool:
    """Whether it is asked: no case says it."""
    return str(answers["argument"]).split("-")[1:2] == ["0"]


def _ask_what(turn: Turn, draft: Draft) -> Message:
    speaker, _ = _about(turn, draft.answers["argument"])
    receiver = _receiver(turn, speaker, draft.answers)
    return asking.what_question(turn.translator, speaker.city, receiver, is_noting=speaker.is_noting)


def _ask_when(turn: Turn, draft: Draft) -> Message:
    speaker, _ = _about(turn, draft.answers["argument"])
    today = _today(turn, speaker)
    following = session_after(turn.session, speaker.meeting)
    day = None if following is None else following.starts_at.astimezone(ZoneInfo(speaker.network.zone)).date()
    presets = [(name, today + span) for name, span in PRESETS.items()]
    is_ahead = day is not None and day > today
    return asking.when_question(turn.translator, draft.id, presets, day if is_ahead else None)


def _choose_when(turn: Turn, answers: Answers, value: str) -> str:
    if value == asking.NEVER:
        return value
    try:
        return _checked(turn, answers, date.fromisoformat(value)).isoformat()
    except (ValueError, DayNotUnderstood):
        raise StepPassed from None


def _take_when(turn: Turn, answers: Answers) -> str:
    speaker, _ = _about(turn, answers["argument"])
    typed, today = turn.text(asking.DATE_LIMIT), _today(turn, speaker)
    now = turn.now.astimezone(ZoneInfo(speaker.network.zone)).replace(tzinfo=None)
    found = read_moment(typed, now, today)
    if found is None:
        raise DayNotUnderstood(today + EXAMPLE)
    return _checked(turn, answers, found.date()).isoformat()


def _checked(turn: Turn, answers: Answers, day: date) -> date:
    today = _today(turn, _about(turn, answers["argument"])[0])
    if not today <= day <= today + FARTHEST:
        raise DayNotUnderstood(today + EXAMPLE)
    return day


def _finish(turn: Turn, answers: Answers) -> Message:
    speaker, _ = _about(turn, answers["argument"])
    when = answers[asking.WHEN]
    offer = do_offer(
        turn.session,
        turn.member,
        speaker,
        _receiver(turn, speaker, answers),
        answers[asking.WHAT],
        None if when == asking.NEVER else date.fromisoformat(when),
        now=turn.now,
    )
    turn.toast = asking.kept(turn.translator)
    return back_to_list(turn, speaker.network, speaker.city, all_of(turn, offer.meeting_id))


def _cancelled(turn: Turn, answers: Answers) -> Message:
    try:
        return all_of(turn, number_in(answers["argument"].split("-")[0]))
    except Refused:  # of a network that the person has left meanwhile
        return form_texts.cancelled(turn.translator)


def _about(turn: Turn, argument: str) -> tuple[Speaker, City | None]:
    """In which session and for which city somebody offers something; and to whom, where that is known."""
    parts = argument.split("-")
    if len(parts) != 3:
        raise StepPassed
    meeting_id, for_city_id, city_id = map(number_in, parts)
    speaker = access_offering(turn.session, turn.member, meeting_id, city_id)
    if for_city_id == city_id:
        raise OfferToItself
    return speaker, city_among(_others(turn, speaker), for_city_id) if for_city_id else None


def _others(turn: Turn, speaker: Speaker) -> list[City]:
    cities = cities_of_network(turn.session, speaker.network.id)
    return [city for city in cities if city.id != speaker.city.id]


def _receiver(turn: Turn, speaker: Speaker, answers: Answers) -> City:
    return city_among(_others(turn, speaker), answers[asking.WHOM])


def _today(turn: Turn, speaker: Speaker) -> date:
    return turn.now.astimezone(ZoneInfo(speaker.network.zone)).date()


FORM = Form(
    "offer",
    asking.form_title,
    (
        Step(asking.WHOM, _ask_whom, choose=_choose_whom, when=_is_for_whom),
        Step(asking.WHAT, _ask_what, take=lambda turn, _answers: in_one_line(turn, asking.LIMIT)),
        Step(asking.WHEN, _ask_when, take=_take_when, choose=_choose_when),
    ),
    _finish,
    known=_known,
    cancelled=_cancelled,
)
