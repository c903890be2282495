"""Those who lead a session go on, back, pause, or give a step more time; two at once do one thing.

Time that is over changes nothing by itself: whoever leads hears the talk, and a clock does not. The card says how much
it is over, and when all will end by that.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.agenda.following import follow_agenda
from actions.live.checking import locked_course
from actions.live.handing import close_case
from actions.live.notes import ask_to_write, update_requests
from actions.live.refusals import LiveChanged, StepTooLong
from actions.live.showing import Pressed, follow
from actions.live.standing import started_course
from actions.live.timing import enter, touch
from actions.refusals import NotFound
from store.models import City, Meeting, Method, Network
from store.programme import cities_of_network
from texts.agenda.methods import Does
from texts.live.shown import Course, Placed

LONGEST = timedelta(hours=3)


def do_go_to(
    session: Session,
    meeting: Meeting,
    network: Network,
    position: int,
    *,
    sequence: int,
    now: datetime,
    pressed: Pressed | None = None,
) -> Course:
    """To the stage after or before the one that runs, which keeps the time that it has left."""
    before = locked_course(session, meeting, network, now, sequence=sequence)
    chosen = [one for one in (before.before, before.following) if one is not None and one.stage.position == position]
    if not chosen:
        raise LiveChanged
    left, entered = before.current, chosen[0]
    left.stage.seconds_left = max(0, round(before.left.total_seconds()))
    is_new = entered.stage.entered_at is None
    entered.stage.entered_at = entered.stage.entered_at or now
    before.live.position = position
    enter(before.live, entered.stage.seconds_left, now)
    course = started_course(session, meeting, network, now)
    touch(session, course)
    _follow_case(session, course, left, entered if is_new else None)
    follow(session, course, pressed=pressed)
    return course


def _follow_case(session: Session, course: Course, left: Placed, new: Placed | None) -> None:
    """What was written about a case that is over is handed on; and where one comes to its silent minutes, asked for."""
    is_another = left.stage.part != course.current.stage.part
    if is_another and left.stage.method is Method.CASE:
        close_case(session, course, left)
    if is_another and course.writes is not None:  # back to it
        update_requests(session, course, course.current.stage.part)
    if new is not None and new.does is Does.NOTES:
        ask_to_write(session, course)


def do_pause(
    session: Session,
    meeting: Meeting,
    network: Network,
    *,
    sequence: int,
    now: datetime,
    pressed: Pressed | None = None,
) -> Course:
    """The clock stands still."""
    course = locked_course(session, meeting, network, now, sequence=sequence)
    if course.live.paused_at is not None:
        raise LiveChanged
    course.live.paused_at = now
    touch(session, course)
    follow(session, course, pressed=pressed)
    return course


def do_resume(
    session: Session,
    meeting: Meeting,
    network: Network,
    *,
    sequence: int,
    now: datetime,
    pressed: Pressed | None = None,
) -> Course:
    """It goes on with what it had left."""
    course = locked_course(session, meeting, network, now, sequence=sequence)
    if course.live.paused_at is None:
        raise LiveChanged
    course.live.stage_ends_at += now - course.live.paused_at
    course.live.paused_at = None
    touch(session, course)
    follow(session, course, pressed=pressed)
    return course


def do_add_time(
    session: Session,
    meeting: Meeting,
    network: Network,
    minutes: int,
    *,
    sequence: int,
    now: datetime,
    pressed: Pressed | None = None,
) -> Course:
    """So many minutes more: of what is over already, from now on."""
    course = locked_course(session, meeting, network, now, sequence=sequence)
    more = timedelta(minutes=minutes)
    if course.left + more > LONGEST:
        raise StepTooLong
    clock = course.live.paused_at or now
    course.live.stage_ends_at = max(course.live.stage_ends_at, clock) + more
    course.current.stage.minutes += minutes
    touch(session, course)
    follow(session, course, pressed=pressed)
    return course


def do_name_case(
    session: Session, meeting: Meeting, network: Network, part: int, city_id: int, *, now: datetime
) -> Course:
    """Whose case it is that is heard now. Saying it twice is harmless; another city's it does not become."""
    course = locked_course(session, meeting, network, now)
    city = city_among(cities_of_network(session, network.id), city_id)
    if course.current.stage.part != part or course.current.stage.method is not Method.CASE:
        raise LiveChanged
    if course.current.city is not None:
        if course.current.city.id != city.id:
            raise LiveChanged
        return course
    for one in course.part:
        one.stage.city_id = city.id
    session.flush()
    course = started_course(session, meeting, network, now)
    touch(session, course)
    if course.writes is not None:
        ask_to_write(session, course)
    follow_agenda(session, meeting, network, now=now)
    follow(session, course)
    return course


def city_among(cities: list[City], city_id: int) -> City:
    """One of them."""
    city = next((one for one in cities if one.id == city_id), None)
    if city is None:
        raise NotFound
    return city
