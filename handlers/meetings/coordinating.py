"""Meetings as coordinators change them: another date, a link, a topic, none at all."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from actions.access import access_coordinated_meeting
from actions.dates import proposals_for, weighed_at
from actions.meetings import check_new_date, check_open, do_cancel, do_move, do_set_link, do_set_topic
from actions.meetings.attendance import attendance_of
from actions.meetings.changing import LINK_LIMIT, TOPIC_LIMIT, check_link
from actions.meetings.refusals import DateNotUnderstood
from actions.meetings.showing import shown
from actions.recurrence import to_utc
from actions.refusals import ButtonWanted, Refused
from handlers import form
from handlers.form import Anew, Answers, Form, Step, With, number_in
from handlers.meetings.dates import (
    cancelled,
    is_wanted,
    page_turned,
    pressed_start,
    starts_at,
    typed_start,
    yes,
)
from handlers.meetings.showing import meeting_page
from handlers.turn import Turn
from handlers.written_dates import pressed, rest_in, with_rest
from store.chats import network_chats
from store.date_polls import unended_poll
from store.models import Draft, Meeting, Network
from texts import forms as form_texts
from texts.date_polls.asking import ask_key
from texts.meetings import Shown, fair
from texts.meetings import coordinating as texts
from texts.meetings.fair import POLL
from texts.meetings.presses import CancelBegun, CancelConfirmed, LinkBegun, MoveBegun, TopicBegun
from texts.meetings.shown import heading
from texts.message import Message

DAYS_OFFERED = (-7, 7, -1, 1)
HOURS_OFFERED = (-1, 1)


def begin_move(turn: Turn, press: MoveBegun) -> Message:
    """Asks for the new date."""
    return form.restart(turn, MOVE, str(press.meeting_id))


def begin_link(turn: Turn, press: LinkBegun) -> Message:
    """Asks for the link."""
    return form.restart(turn, LINK, str(press.meeting_id))


def begin_topic(turn: Turn, press: TopicBegun) -> Message:
    """Asks for the topic."""
    return form.restart(turn, TOPIC, str(press.meeting_id))


def begin_cancel(turn: Turn, press: CancelBegun) -> Message:
    """Asks whether that is meant."""
    meeting, network = access_coordinated_meeting(turn.session, turn.member, press.meeting_id)
    check_open(meeting, turn.now)
    return texts.cancel_question(
        turn.translator, _shown(turn, meeting, network), ends_poll=_is_asked_about(turn, meeting)
    )


def confirm_cancel(turn: Turn, press: CancelConfirmed) -> Message:
    """Cancels."""
    meeting, network = access_coordinated_meeting(turn.session, turn.member, press.meeting_id)
    do_cancel(turn.session, turn.member, meeting, network, sequence=press.sequence, now=turn.now)
    turn.toast = texts.cancelled(turn.translator)
    return meeting_page(turn, meeting.id)


def _known(turn: Turn, argument: str) -> Answers:
    meeting, _ = access_coordinated_meeting(turn.session, turn.member, number_in(argument))
    check_open(meeting, turn.now)
    return {"sequence": meeting.sequence}


def _ask_date(turn: Turn, draft: Draft) -> Message:
    meeting, network = _meeting(turn, draft.answers)
    page = draft.answers.get(fair.FAIR)
    if page is None:
        whole = _shown(turn, meeting, network)
        return texts.new_date_question(turn.translator, draft.id, whole, _offered(meeting, network, turn.now))
    t = turn.translator
    found = proposals_for(turn.session, network, meeting, meeting.starts_at, t.language, now=turn.now)
    asking = ask_key(t, network, meeting, page)
    return fair.proposals(t, draft.id, heading(t, meeting, network), network, found, page, asking)


def _offered(meeting: Meeting, network: Network, now: datetime) -> list[datetime]:
    """The moves that are usual: a week or a working day earlier or later, the same day an hour earlier or later."""
    wall = meeting.starts_at.astimezone(ZoneInfo(network.zone)).replace(tzinfo=None)
    walls = [wall + timedelta(days=days) for days in DAYS_OFFERED] + [wall + timedelta(hours=h) for h in HOURS_OFFERED]
    starts = [to_utc(one, ZoneInfo(network.zone)) for one in walls if one.weekday() < 5]
    return sorted(start for start in starts if start > now)


def _read_date(turn: Turn, answers: Answers) -> With:
    return _read_date_near(turn, answers, _meeting(turn, answers)[0].starts_at)


def _read_another_date(turn: Turn, answers: Answers) -> With:
    """A date that is typed while one is being confirmed takes its place; an hour alone is one of that day."""
    try:
        read = _read_date_near(turn, answers, starts_at(answers))
    except DateNotUnderstood:
        raise ButtonWanted from None
    return With(Anew(fair.WHEN, read.value), read.also)


def _read_date_near(turn: Turn, answers: Answers, near: datetime) -> With:
    meeting, network = _meeting(turn, answers)
    start, rest = typed_start(turn, network, near)
    return with_rest(_checked(turn, meeting, start), rest)


def _chosen_date(turn: Turn, answers: Answers, value: str) -> With | Anew:
    meeting, network = _meeting(turn, answers)
    return page_turned(value) or pressed(_checked(turn, meeting, pressed_start(network, value)))


def _checked(turn: Turn, meeting: Meeting, start: datetime) -> str:
    check_new_date(meeting, start, turn.now)
    return start.isoformat()


def _ask_confirmation(turn: Turn, draft: Draft) -> Message:
    meeting, network = _meeting(turn, draft.answers)
    groups = len(network_chats(turn.session, network.id))
    whole, language = _shown(turn, meeting, network), turn.translator.language
    weighed = weighed_at(turn.session, whole.cities, starts_at(draft.answers), meeting.minutes, language)
    return texts.move_preview(
        turn.translator,
        draft.id,
        whole,
        weighed,
        groups,
        ends_poll=_is_asked_about(turn, meeting),
        rest=rest_in(draft.answers),
    )


def _is_asked_about(turn: Turn, meeting: Meeting) -> bool:
    return unended_poll(turn.session, meeting.network_id, meeting.id) is not None


def _finish_move(turn: Turn, answers: Answers) -> Message:
    meeting, network = _meeting(turn, answers)
    do_move(
        turn.session,
        turn.member,
        meeting,
        network,
        starts_at(answers),
        sequence=answers["sequence"],
        now=turn.now,
    )
    turn.toast = texts.moved(turn.translator)
    return meeting_page(turn, meeting.id)


def _left_as_it_was(turn: Turn, answers: Answers) -> Message:
    """Back to the session, or to the poll out of which its date was chosen."""
    if POLL in answers:
        return cancelled(turn, answers)
    turn.toast = form_texts.unchanged(turn.translator)
    try:
        return meeting_page(turn, number_in(answers["argument"]))
    except Refused:  # somebody else coordinates by now
        return form_texts.cancelled(turn.translator)


def _ask_link(turn: Turn, draft: Draft) -> Message:
    return texts.link_question(turn.translator, draft.id, _shown(turn, *_meeting(turn, draft.answers)))


def _take_link(turn: Turn, _answers: Answers) -> str:
    link = turn.text(LINK_LIMIT)
    check_link(link)
    return link


def _finish_link(turn: Turn, answers: Answers) -> Message:
    meeting, network = _meeting(turn, answers)
    do_set_link(turn.session, turn.member, meeting, network, answers[texts.LINK], now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return meeting_page(turn, meeting.id)


def _ask_topic(turn: Turn, draft: Draft) -> Message:
    return texts.topic_question(turn.translator, draft.id, _shown(turn, *_meeting(turn, draft.answers)))


def _finish_topic(turn: Turn, answers: Answers) -> Message:
    meeting, network = _meeting(turn, answers)
    do_set_topic(turn.session, turn.member, meeting, network, answers[texts.TOPIC], now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return meeting_page(turn, meeting.id)


def _nothing(_turn: Turn, _answers: Answers, _value: str) -> str:
    return ""


def _meeting(turn: Turn, answers: Answers) -> tuple[Meeting, Network]:
    return access_coordinated_meeting(turn.session, turn.member, number_in(answers["argument"]))


def _shown(turn: Turn, meeting: Meeting, network: Network) -> Shown:
    return shown(turn.session, meeting, network, attendance_of(turn.session, meeting), turn.now)


MOVE = Form(
    "move-meeting",
    texts.move_title,
    (
        Step(fair.WHEN, _ask_date, take=_read_date, choose=_chosen_date, when=is_wanted),
        Step(texts.CONFIRM, _ask_confirmation, take=_read_another_date, choose=yes),
    ),
    _finish_move,
    known=_known,
    cancelled=_left_as_it_was,
    leave=form_texts.unchanged_label,
)
LINK = Form(
    "meeting-link",
    texts.link_title,
    (Step(texts.LINK, _ask_link, take=_take_link, choose=_nothing),),
    _finish_link,
    known=_known,
)
TOPIC = Form(
    "meeting-topic",
    texts.topic_title,
    (Step(texts.TOPIC, _ask_topic, take=form.typed(TOPIC_LIMIT), choose=_nothing),),
    _finish_topic,
    known=_known,
)
