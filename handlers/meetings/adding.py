"""Meetings as coordinators add them, and put back those that were cancelled."""

from datetime import datetime, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo

from actions.access import access_coordinated_meeting, access_coordinating
from actions.dates import proposals_for, weighed_at
from actions.meetings import check_addition, check_restorable, do_add, do_restore
from actions.meetings.adding import next_number, told_when_restored
from actions.meetings.attendance import attendance_of
from actions.meetings.refusals import DateNotUnderstood
from actions.meetings.showing import shown
from actions.meetings.telling import hears_news
from actions.recurrence import to_utc
from actions.refusals import ButtonWanted, NetworkClosed
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
from store.coordinating import participants
from store.models import Draft, Network, Role
from store.programme import cities_of_network, series_of_network
from texts.date_polls.asking import ask_key
from texts.meetings import adding as texts
from texts.meetings import fair
from texts.meetings.coordinating import CONFIRM
from texts.meetings.fair import WHEN
from texts.meetings.presses import AdditionBegun, RestorationBegun, RestorationConfirmed
from texts.message import Message

WEEK = timedelta(days=7)
OFFERED = 6


def begin_adding(turn: Turn, press: AdditionBegun) -> Message:
    """Asks for the date."""
    return form.restart(turn, ADD, str(press.network_id))


def begin_restoring(turn: Turn, press: RestorationBegun) -> Message:
    """Asks whether that is meant."""
    meeting, network = access_coordinated_meeting(turn.session, turn.member, press.meeting_id)
    check_restorable(turn.session, meeting, network, turn.now)
    attendance = attendance_of(turn.session, meeting)
    others = told_when_restored(attendance, besides=turn.member.id, now=turn.now)
    whole = shown(turn.session, meeting, network, attendance, turn.now)
    return texts.restore_question(turn.translator, whole, (len(others), len(network_chats(turn.session, network.id))))


def confirm_restoring(turn: Turn, press: RestorationConfirmed) -> Message:
    """Puts it back."""
    meeting, network = access_coordinated_meeting(turn.session, turn.member, press.meeting_id)
    do_restore(turn.session, turn.member, meeting, network, sequence=press.sequence, now=turn.now)
    turn.toast = texts.restored(turn.translator)
    return meeting_page(turn, meeting.id)


def _known(turn: Turn, argument: str) -> Answers:
    if access_coordinating(turn.session, turn.member, number_in(argument)).closed_at is not None:
        raise NetworkClosed
    return {}


def _ask_date(turn: Turn, draft: Draft) -> Message:
    network = _network(turn, draft.answers)
    t, number, usual = turn.translator, next_number(turn.session, network), usual_starts(turn, network)
    page = draft.answers.get(fair.FAIR)
    if page is None:
        return texts.date_question(t, draft.id, network, number, usual)
    is_near = WHEN in draft.answers  # back from the preview of a date: one that asks less may be close to it
    wished = starts_at(draft.answers) if is_near else usual[0]
    found = proposals_for(turn.session, network, None, wished, t.language, now=turn.now, is_near=is_near)
    asking = ask_key(t, network, None, page)
    return fair.proposals(t, draft.id, texts.new_heading(t, network, number), network, found, page, asking)


def usual_starts(turn: Turn, network: Network) -> list[datetime]:
    """The weekday and hour of the network's last session, week by week from now, where no session is near."""
    zone = ZoneInfo(network.zone)
    series = series_of_network(turn.session, network.id)
    taken = {meeting.starts_at.astimezone(zone).date() for meeting in series if meeting.cancelled_at is None}
    weekday = series[-1].starts_at.astimezone(zone).weekday() if series else network.starts_on.weekday()
    first = turn.now.astimezone(zone).date() + WEEK
    first += timedelta(days=(weekday - first.weekday()) % 7)
    free = (day for week in count() if (day := first + week * WEEK) not in taken)
    return [to_utc(datetime.combine(day, network.meeting_time), zone) for day in islice(free, OFFERED)]


def _read_date(turn: Turn, answers: Answers) -> With:
    return _read_date_near(turn, answers, usual_starts(turn, _network(turn, answers))[0])


def _read_another_date(turn: Turn, answers: Answers) -> With:
    """A date that is typed while one is being confirmed takes its place."""
    try:
        read = _read_date_near(turn, answers, starts_at(answers))
    except DateNotUnderstood:
        raise ButtonWanted from None
    return With(Anew(WHEN, read.value), read.also)


def _read_date_near(turn: Turn, answers: Answers, near: datetime) -> With:
    network = _network(turn, answers)
    start, rest = typed_start(turn, network, near)
    return with_rest(_checked(turn, network, start), rest)


def _chosen_date(turn: Turn, answers: Answers, value: str) -> With | Anew:
    network = _network(turn, answers)
    return page_turned(value) or pressed(_checked(turn, network, pressed_start(network, value)))


def _checked(turn: Turn, network: Network, start: datetime) -> str:
    check_addition(turn.session, network, start, turn.now)
    return start.isoformat()


def _ask_confirmation(turn: Turn, draft: Draft) -> Message:
    network = _network(turn, draft.answers)
    people = [
        one
        for one in participants(turn.session, network.id)
        if one.membership.role is not Role.GUEST
        and one.person.id != turn.member.id
        and hears_news(one.person, turn.now)
    ]
    return texts.preview(
        turn.translator,
        draft.id,
        network,
        next_number(turn.session, network),
        weighed_at(
            turn.session,
            cities_of_network(turn.session, network.id),
            starts_at(draft.answers),
            network.meeting_minutes,
            turn.translator.language,
        ),
        (len(people), len(network_chats(turn.session, network.id))),
        turn.now,
        rest_in(draft.answers),
    )


def _finish(turn: Turn, answers: Answers) -> Message:
    meeting = do_add(turn.session, turn.member, _network(turn, answers), starts_at(answers), now=turn.now)
    turn.toast = texts.added(turn.translator)
    return meeting_page(turn, meeting.id)


def _network(turn: Turn, answers: Answers) -> Network:
    return access_coordinating(turn.session, turn.member, number_in(answers["argument"]))


ADD = Form(
    "add-meeting",
    texts.title,
    (
        Step(WHEN, _ask_date, take=_read_date, choose=_chosen_date, when=is_wanted),
        Step(CONFIRM, _ask_confirmation, take=_read_another_date, choose=yes),
    ),
    _finish,
    known=_known,
    cancelled=cancelled,
)
