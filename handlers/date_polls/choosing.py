"""Coordinators look at the answers, and choose a date or none."""

from actions.access import access_asked_poll, access_coordinated_poll
from actions.date_polls import answering, asking, dropping
from actions.date_polls.refusals import PollOver
from actions.date_polls.showing import table_for
from actions.date_polls.standing import asked_of
from actions.refusals import NotAllowed, PrivateOnly
from handlers import form
from handlers.meetings.adding import ADD
from handlers.meetings.coordinating import MOVE
from handlers.turn import Turn
from texts.date_polls import table as texts
from texts.date_polls.presses import DateChosen, DatePollEndBegun, DatePollEnded, DatePollOpened
from texts.meetings.fair import POLL, WHEN
from texts.message import Message


def open_poll(turn: Turn, press: DatePollOpened) -> Message:
    """The table, for those who coordinate; for others the question."""
    if not turn.place.is_private:
        raise PrivateOnly
    try:
        return show_table(turn, press.poll_id)
    except NotAllowed:
        poll, network, city = access_asked_poll(turn.session, turn.member, press.poll_id)
        return answering.question_for(turn.session, turn.member, poll, network, city, now=turn.now)


def show_table(turn: Turn, poll_id: int) -> Message:
    """How it stands; it follows the answers."""
    poll, network = access_coordinated_poll(turn.session, turn.member, poll_id)
    return table_for(turn.session, poll, network, turn.member, now=turn.now)


def begin_choice(turn: Turn, press: DateChosen) -> Message:
    """The preview of the move, or of the new session, with this date: what it costs whom, and who is told."""
    option = answering.access_option(turn.session, press.option_id)
    poll, network = access_coordinated_poll(turn.session, turn.member, option.poll_id)
    if poll.ending is not None:
        raise PollOver
    meeting = asked_of(turn.session, poll, network, turn.now).meeting
    asking.check_choice(turn.session, network, meeting, option.starts_at, turn.now)
    known = {WHEN: option.starts_at.isoformat(), POLL: poll.id}
    if meeting is not None:
        return form.restart(turn, MOVE, str(meeting.id), **known)
    return form.restart(turn, ADD, str(network.id), **known)


def begin_ending(turn: Turn, press: DatePollEndBegun) -> Message:
    """Asks whether that is meant."""
    poll, network = access_coordinated_poll(turn.session, turn.member, press.poll_id)
    if poll.ending is not None:
        raise PollOver
    return texts.end_question(turn.translator, asked_of(turn.session, poll, network, turn.now))


def confirm_ending(turn: Turn, press: DatePollEnded) -> Message:
    """None of the dates is wanted."""
    poll, network = access_coordinated_poll(turn.session, turn.member, press.poll_id)
    dropping.do_drop(turn.session, turn.member, poll, network, now=turn.now)
    turn.toast = texts.ended(turn.translator)
    return show_table(turn, poll.id)
