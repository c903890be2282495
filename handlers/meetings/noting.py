"""Coordinators note answers that they were given by telephone or mail."""

from actions.access import access_coordinated_meeting
from actions.meetings import do_note_answer
from actions.meetings.answering import check_answerable
from actions.meetings.attendance import Attendance, attendance_of
from actions.meetings.noting import access_other, others
from actions.meetings.showing import shown
from actions.refusals import PrivateOnly
from handlers.meetings.showing import open_answers, reader_of_meeting
from handlers.noted import back_to_list
from handlers.turn import Turn
from store.memberships import city_by_id, membership_of
from texts.meetings import Reader, Shown, noting
from texts.meetings.presses import AnswerNoted, AnswersOpened, NotingBegun, NotingOpened
from texts.message import Message


def begin_noting(turn: Turn, press: NotingBegun) -> Message:
    """Whose answer."""
    reader, whole, attendance = _standing(turn, press.meeting_id)
    everybody = [(one, attendance.answer(one)) for one in others(attendance, turn.member)]
    return noting.whose(reader, whole, everybody, press.page)


def open_noting(turn: Turn, press: NotingOpened) -> Message:
    """Which answer."""
    reader, whole, attendance = _standing(turn, press.meeting_id)
    attendee = access_other(attendance, turn.member, press.person_id)
    return noting.which(reader, whole, attendee, attendance.answer(attendee))


def note_answer(turn: Turn, press: AnswerNoted) -> Message:
    """Kept, and back to who has answered."""
    meeting, network = access_coordinated_meeting(turn.session, turn.member, press.meeting_id)
    person = do_note_answer(
        turn.session,
        turn.member,
        meeting,
        network,
        press.person_id,
        press.answer,
        sequence=press.sequence,
        given_at=press.given_at,
        now=turn.now,
    )
    turn.toast = noting.noted(turn.translator, person.name, press.answer)
    membership = membership_of(turn.session, person.id, network.id)
    city = None if membership is None else city_by_id(turn.session, membership.city_id)
    return back_to_list(turn, network, city, open_answers(turn, AnswersOpened(meeting.id)))


def _standing(turn: Turn, meeting_id: int) -> tuple[Reader, Shown, Attendance]:
    if not turn.place.is_private:
        raise PrivateOnly
    meeting, network = access_coordinated_meeting(turn.session, turn.member, meeting_id)
    check_answerable(meeting, network, turn.now)
    attendance = attendance_of(turn.session, meeting)
    return reader_of_meeting(turn, meeting), shown(turn.session, meeting, network, attendance, turn.now), attendance
