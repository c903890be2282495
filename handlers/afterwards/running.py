"""What those who run a session note after it: who was there, where the recording is; and what all have told."""

from actions.access import access_prepared_meeting
from actions.afterwards.recording import do_set_recording
from actions.afterwards.refusals import PresenceChanged
from actions.afterwards.standing import check_told, has_begun, roll_of, summary_of
from actions.afterwards.telling import do_note_presence
from actions.meetings.changing import LINK_LIMIT, check_link
from actions.refusals import NotFound, Refused, StepPassed
from handlers.commitments.showing import check_private
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.meetings.showing import meeting_page
from handlers.noted import back_to_list
from handlers.turn import Turn
from store.memberships import city_by_id
from store.models import Draft, Meeting, Network
from texts import forms as form_texts
from texts.afterwards import asking, pages
from texts.afterwards.presses import PresenceNoted, RecordingBegun, RollOpened, SeatOpened, SummaryOpened
from texts.message import Message, plain_text


def open_roll(turn: Turn, press: RollOpened) -> Message:
    """City by city."""
    return _roll(turn, *_begun(turn, press.meeting_id))


def open_seat(turn: Turn, press: SeatOpened) -> Message:
    """One city."""
    meeting, network = _begun(turn, press.meeting_id)
    check_told(meeting, network, turn.now)
    return _seat(turn, meeting, network, press.city_id)


def note_presence(turn: Turn, press: PresenceNoted) -> Message:
    """One of its people; or the city, and back to the others."""
    meeting, network = _begun(turn, press.meeting_id)
    try:
        do_note_presence(
            turn.session,
            turn.member,
            meeting,
            network,
            press.city_id,
            press.person_id or None,
            was_there=press.was_there,
            seen=press.seen,
            now=turn.now,
        )
        turn.toast = pages.noted(turn.translator)
    except PresenceChanged as changed:
        turn.toast = plain_text(changed.sentence(turn.translator))
        return _seat(turn, meeting, network, press.city_id)
    shown = _seat(turn, meeting, network, press.city_id) if press.person_id else _roll(turn, meeting, network)
    return back_to_list(turn, network, city_by_id(turn.session, press.city_id), shown)


def open_summary(turn: Turn, press: SummaryOpened) -> Message:
    """All that was told."""
    meeting, network = _begun(turn, press.meeting_id)
    return pages.summary(turn.translator, summary_of(turn.session, meeting, network, turn.now))


def begin_recording(turn: Turn, press: RecordingBegun) -> Message:
    """Asks where it is."""
    check_private(turn)
    return restart(turn, RECORDING, str(press.meeting_id))


def _begun(turn: Turn, meeting_id: int) -> tuple[Meeting, Network]:
    """A session that has begun, and that the person runs."""
    check_private(turn)
    meeting, network = access_prepared_meeting(turn.session, turn.member, meeting_id)
    if not has_begun(meeting, turn.now):
        raise NotFound
    return meeting, network


def _roll(turn: Turn, meeting: Meeting, network: Network) -> Message:
    return pages.roll(turn.translator, roll_of(turn.session, meeting, network, turn.now))


def _seat(turn: Turn, meeting: Meeting, network: Network, city_id: int) -> Message:
    called = roll_of(turn.session, meeting, network, turn.now)
    seat = called.seat_of(city_id)
    return pages.roll(turn.translator, called) if seat is None else pages.seat(turn.translator, called, seat)


def _known(turn: Turn, argument: str) -> Answers:
    meeting, network = access_prepared_meeting(turn.session, turn.member, number_in(argument))
    check_told(meeting, network, turn.now)
    return {}


def _ask(turn: Turn, draft: Draft) -> Message:
    meeting, network = access_prepared_meeting(turn.session, turn.member, number_in(draft.answers["argument"]))
    return asking.recording_question(turn.translator, draft.id, meeting, network)


def _take(turn: Turn, _answers: Answers) -> str:
    link = turn.text(LINK_LIMIT)
    check_link(link)
    return link


def _none(_turn: Turn, _answers: Answers, value: str) -> str:
    if value != asking.NONE:
        raise StepPassed
    return ""


def _finish(turn: Turn, answers: Answers) -> Message:
    meeting, network = access_prepared_meeting(turn.session, turn.member, number_in(answers["argument"]))
    do_set_recording(turn.session, turn.member, meeting, network, answers[asking.RECORDING], now=turn.now)
    turn.toast = asking.saved(turn.translator)
    return meeting_page(turn, meeting.id)


def _left(turn: Turn, answers: Answers) -> Message:
    try:
        return meeting_page(turn, number_in(answers["argument"]))
    except Refused:  # of a network that the person has left meanwhile
        return form_texts.cancelled(turn.translator)


RECORDING = Form(
    "recording",
    asking.recording_title,
    (Step(asking.RECORDING, _ask, take=_take, choose=_none),),
    _finish,
    known=_known,
    cancelled=_left,
    leave=form_texts.back_label,
)
