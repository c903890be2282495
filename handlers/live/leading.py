"""A session as it is led: started, on and back, paused, given more time, ended. In private, by those who prepare it."""

from collections.abc import Callable
from dataclasses import replace

from actions.access import access_prepared_meeting
from actions.live.checking import check_startable
from actions.live.ending import do_end
from actions.live.moving import do_add_time, do_go_to, do_name_case, do_pause, do_resume
from actions.live.people import who_is_there
from actions.live.refusals import LiveChanged, LiveOver, PlanChanged
from actions.live.showing import beside_of, card_for, keep_one, subject_of
from actions.live.standing import course_of, started_course
from actions.live.starting import do_start, plan_of
from actions.meetings.refusals import MeetingCancelled
from actions.refusals import Refused, UnknownPress
from handlers.commitments.showing import check_private
from handlers.meetings.showing import reader_of_meeting
from handlers.turn import Turn
from store.chats import network_chats
from store.memberships import city_by_id
from store.models import Meeting, Network, Person
from store.programme import cities_of_network
from texts.live import asking, leading
from texts.live.presses import (
    CaseCityAsked,
    CaseCityChosen,
    EndBegun,
    LiveEnded,
    LivePaused,
    LiveResumed,
    LiveStarted,
    StageChosen,
    StartBegun,
    TimeAdded,
)
from texts.live.shown import Course
from texts.message import Message, plain_text


def begin_start(turn: Turn, press: StartBegun) -> Message:
    """With which agenda, and whom it reaches; one that runs already is shown."""
    meeting, network = led(turn, press.meeting_id)
    course = course_of(turn.session, meeting, network, turn.now)
    if course is not None and course.is_running:
        return _running_already(turn, course)
    return _start_question(turn, meeting, network)


def _running_already(turn: Turn, course: Course) -> Message:
    leader = turn.session.get_one(Person, course.live.person_id)
    if leader.id != turn.member.id:
        turn.toast = asking.running_already(turn.translator, leader)
    return card_of(turn, course)


def start(turn: Turn, press: LiveStarted) -> Message:
    """It runs."""
    meeting, network = led(turn, press.meeting_id)
    running = course_of(turn.session, meeting, network, turn.now)
    if running is not None and running.is_running:
        return _running_already(turn, running)
    try:
        course = do_start(turn.session, turn.member, meeting, network, sequence=press.sequence, now=turn.now)
    except PlanChanged as changed:
        turn.toast = _said(turn, changed)
        return _start_question(turn, meeting, network)
    turn.toast = asking.started(turn.translator)
    return card_of(turn, course)


def _start_question(turn: Turn, meeting: Meeting, network: Network) -> Message:
    check_startable(turn.session, meeting, network, turn.now)
    plan = plan_of(turn.session, meeting, network, turn.now)
    return asking.start_question(
        reader_of_meeting(turn, meeting),
        meeting,
        network,
        [(part.method, part.minutes, city_by_id(turn.session, part.city_id)) for part in plan.parts],
        plan.source,
        plan.sequence,
        (len(network_chats(turn.session, network.id)), len(who_is_there(turn.session, meeting))),
    )


def choose_stage(turn: Turn, press: StageChosen) -> Message:
    """On, or one back."""
    return _change(
        turn,
        press.meeting_id,
        lambda meeting, network: do_go_to(
            turn.session,
            meeting,
            network,
            press.position,
            sequence=press.sequence,
            now=turn.now,
            pressed=pressed_in(turn),
        ),
    )


def pause(turn: Turn, press: LivePaused) -> Message:
    """The clock stands still."""

    def change(meeting: Meeting, network: Network) -> Course:
        course = do_pause(
            turn.session, meeting, network, sequence=press.sequence, now=turn.now, pressed=pressed_in(turn)
        )
        turn.toast = asking.paused(turn.translator)
        return course

    return _change(turn, press.meeting_id, change)


def resume(turn: Turn, press: LiveResumed) -> Message:
    """It goes on."""

    def change(meeting: Meeting, network: Network) -> Course:
        course = do_resume(
            turn.session, meeting, network, sequence=press.sequence, now=turn.now, pressed=pressed_in(turn)
        )
        turn.toast = asking.resumed(turn.translator)
        return course

    return _change(turn, press.meeting_id, change)


def add_time(turn: Turn, press: TimeAdded) -> Message:
    """Some minutes more."""
    if press.minutes not in leading.ADDED:
        raise UnknownPress

    def change(meeting: Meeting, network: Network) -> Course:
        course = do_add_time(
            turn.session,
            meeting,
            network,
            press.minutes,
            sequence=press.sequence,
            now=turn.now,
            pressed=pressed_in(turn),
        )
        turn.toast = asking.time_added(turn.translator, press.minutes)
        return course

    return _change(turn, press.meeting_id, change)


def begin_end(turn: Turn, press: EndBegun) -> Message:
    """Asked once."""
    meeting, network = led(turn, press.meeting_id)
    course = started_course(turn.session, meeting, network, turn.now)
    return asking.end_question(turn.translator, course) if course.is_running else card_of(turn, course)


def end(turn: Turn, press: LiveEnded) -> Message:
    """It is over."""

    def change(meeting: Meeting, network: Network) -> Course:
        course = do_end(
            turn.session,
            turn.member,
            meeting,
            network,
            sequence=press.sequence,
            now=turn.now,
            pressed=pressed_in(turn),
        )
        turn.toast = asking.ended(turn.translator)
        return course

    return _change(turn, press.meeting_id, change)


def ask_case_city(turn: Turn, press: CaseCityAsked) -> Message:
    """Whose case it is that has no city in the agenda."""
    meeting, network = led(turn, press.meeting_id)
    course = started_course(turn.session, meeting, network, turn.now)
    if not course.is_running or course.current.city is not None:
        return card_of(turn, course)
    return asking.which_city(turn.translator, course, cities_of_network(turn.session, network.id))


def choose_case_city(turn: Turn, press: CaseCityChosen) -> Message:
    """This one's."""
    return _change(
        turn,
        press.meeting_id,
        lambda meeting, network: do_name_case(turn.session, meeting, network, press.part, press.city_id, now=turn.now),
    )


def led(turn: Turn, meeting_id: int) -> tuple[Meeting, Network]:
    """A session that the person leads, in private."""
    check_private(turn)
    meeting, network = access_prepared_meeting(turn.session, turn.member, meeting_id)
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    return meeting, network


def card_of(turn: Turn, course: Course) -> Message:
    """As it stands, as one more copy that follows the session."""
    card = card_for(turn.member, course, beside_of(turn.session, course))
    if not course.is_running:
        return card
    subject = subject_of(course.meeting)
    keep_one(turn.session, subject, pressed_in(turn), now=turn.now)
    return replace(card, subject=subject)


def pressed_in(turn: Turn) -> tuple[int, int]:
    """The message whose key was pressed."""
    return turn.place.id, turn.incoming.message_id


def _change(turn: Turn, meeting_id: int, change: Callable[[Meeting, Network], Course]) -> Message:
    """Who acts on what has changed meanwhile sees how it is now, and is told why."""
    meeting, network = led(turn, meeting_id)
    try:
        return card_of(turn, change(meeting, network))
    except (LiveChanged, LiveOver) as changed:
        turn.toast = _said(turn, changed)
        return card_of(turn, started_course(turn.session, meeting, network, turn.now))


def _said(turn: Turn, refusal: Refused) -> str:
    return plain_text(refusal.sentence(turn.translator))
