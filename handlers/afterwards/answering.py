"""What each person tells after a session: one thing after the other, each of which can be skipped."""

from collections.abc import Callable, Sequence

from actions.access import access_taking_part
from actions.afterwards.standing import check_came_in_time, check_told, own_of
from actions.afterwards.telling import check_asked, do_give_opinion, do_tell_presence, do_write_takeaway
from actions.readers import reader_of
from actions.refusals import Refused, StepPassed
from handlers.commitments.showing import check_private
from handlers.commitments.wording import AFTERWARDS, begin, in_one_line
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store.models import Draft, Statement
from texts import forms as form_texts
from texts.afterwards import asking
from texts.afterwards.presses import (
    AfterwardsOpened,
    CommitmentAsked,
    OpinionBegun,
    Part,
    PresenceTold,
    TakeawayBegun,
    WentOn,
)
from texts.afterwards.shown import Own
from texts.meetings.shown import Reader
from texts.message import Message


def tell_presence(turn: Turn, press: PresenceTold) -> Message:
    """Whether the person was there; who was is asked for the rest."""
    check_private(turn)
    meeting, network, city = access_taking_part(turn.session, turn.member, press.meeting_id)
    do_tell_presence(turn.session, turn.member, meeting, network, city, was_there=press.was_there, now=turn.now)
    turn.toast = asking.saved(turn.translator)
    return _rest(turn, meeting.id, Part.PRESENCE) if press.was_there else _own(turn, meeting.id)


def open_own(turn: Turn, press: AfterwardsOpened) -> Message:
    """What the person has told, and what is left."""
    check_private(turn)
    return _own(turn, press.meeting_id)


def open_rest(turn: Turn, press: WentOn) -> Message:
    """What is left after something."""
    check_private(turn)
    return _rest(turn, press.meeting_id, press.after)


def begin_takeaway(turn: Turn, press: TakeawayBegun) -> Message:
    """What the person takes with them."""
    check_private(turn)
    return restart(turn, TAKEAWAY, str(press.meeting_id))


def ask_commitment(turn: Turn, press: CommitmentAsked) -> Message:
    """What the city takes on."""
    check_private(turn)
    _, _, city = access_taking_part(turn.session, turn.member, press.meeting_id)
    return begin(turn, press.meeting_id, city.id, AFTERWARDS)


def begin_opinion(turn: Turn, press: OpinionBegun) -> Message:
    """How the person found it."""
    check_private(turn)
    return restart(turn, OPINION, str(press.meeting_id))


def _rest(turn: Turn, meeting_id: int, after: Part) -> Message:
    """The first thing after a part that is not told yet; or all that is."""
    reader, told = _told(turn, meeting_id)
    parts: Sequence[Part] = list(Part)[list(Part).index(after) + 1 :]
    if Part.TAKEAWAY in parts and told.takeaway is None:
        return restart(turn, TAKEAWAY, str(meeting_id))
    if Part.COMMITMENT in parts and told.round.is_open:
        return asking.commitment_question(reader, told)
    if Part.OPINION in parts and told.was_there and not told.has_given:
        return restart(turn, OPINION, str(meeting_id))
    return asking.own(reader, told, is_end=after is not Part.PRESENCE)


def _own(turn: Turn, meeting_id: int) -> Message:
    reader, told = _told(turn, meeting_id)
    return asking.own(reader, told)


def _told(turn: Turn, meeting_id: int) -> tuple[Reader, Own]:
    meeting, network, city = access_taking_part(turn.session, turn.member, meeting_id)
    check_told(meeting, network, turn.now)
    check_came_in_time(turn.session, turn.member, meeting)
    told = own_of(turn.session, turn.member, meeting, network, city, turn.now)
    return reader_of(turn.session, turn.member, city), told


def _left(turn: Turn, answers: Answers) -> Message:
    """A question was left for later."""
    try:
        return _own(turn, number_in(answers["argument"]))
    except Refused:  # of a network that the person has left meanwhile
        return form_texts.cancelled(turn.translator)


def _known_takeaway(turn: Turn, argument: str) -> Answers:
    _, told = _told(turn, number_in(argument))
    return {"is_change": told.takeaway is not None}


def _ask_takeaway(turn: Turn, draft: Draft) -> Message:
    reader, told = _told(turn, number_in(draft.answers["argument"]))
    return asking.takeaway_question(reader, draft.id, told)


def _none(_turn: Turn, _answers: Answers, value: str) -> str:
    if value != asking.NONE:
        raise StepPassed
    return ""


def _finish_takeaway(turn: Turn, answers: Answers) -> Message:
    meeting, network, city = access_taking_part(turn.session, turn.member, number_in(answers["argument"]))
    words = answers[asking.TAKEAWAY]
    if words is not None:
        do_write_takeaway(turn.session, turn.member, meeting, network, city, words, now=turn.now)
        turn.toast = asking.saved(turn.translator) if words else asking.taken_back(turn.translator)
    return _own(turn, meeting.id) if answers["is_change"] else _rest(turn, meeting.id, Part.TAKEAWAY)


def _known_opinion(turn: Turn, argument: str) -> Answers:
    meeting, network, _ = access_taking_part(turn.session, turn.member, number_in(argument))
    check_asked(turn.session, turn.member, meeting, network, turn.now)
    return {}


def _ask_opinion(statement: Statement) -> Callable[[Turn, Draft], Message]:
    def ask(turn: Turn, draft: Draft) -> Message:
        meeting, network, _ = access_taking_part(turn.session, turn.member, number_in(draft.answers["argument"]))
        return asking.opinion_question(turn.translator, draft.id, meeting, network, statement)

    return ask


def _score(_turn: Turn, _answers: Answers, value: str) -> int:
    if value not in map(str, asking.SCORES):
        raise StepPassed
    return int(value)


def _finish_opinion(turn: Turn, answers: Answers) -> Message:
    meeting, network, _ = access_taking_part(turn.session, turn.member, number_in(answers["argument"]))
    scores = {statement: score for statement in Statement if (score := answers[statement]) is not None}
    if scores:
        do_give_opinion(turn.session, turn.member, meeting, network, scores, turn.now)
        turn.toast = asking.opinion_saved(turn.translator)
    return _rest(turn, meeting.id, Part.OPINION)


TAKEAWAY = Form(
    "takeaway",
    asking.takeaway_title,
    (
        Step(
            asking.TAKEAWAY,
            _ask_takeaway,
            take=lambda turn, _answers: in_one_line(turn, asking.TAKEAWAY_LIMIT),
            choose=_none,
            is_optional=True,
        ),
    ),
    _finish_takeaway,
    known=_known_takeaway,
    cancelled=_left,
    leave=asking.leave_label,
)
OPINION = Form(
    "opinion",
    asking.opinion_title,
    tuple(Step(statement, _ask_opinion(statement), choose=_score, is_optional=True) for statement in Statement),
    _finish_opinion,
    known=_known_opinion,
    cancelled=_left,
    leave=asking.leave_label,
)
