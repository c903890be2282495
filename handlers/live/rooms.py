"""Who is there, and the rooms that are drawn out of them: by those who lead the session."""

from actions.live.people import delegates_of
from actions.live.presence import do_mark
from actions.live.refusals import LiveChanged
from actions.live.rooms import do_draw, do_publish, rooms_of
from actions.live.standing import started_course
from handlers.live.leading import card_of, led
from handlers.turn import Turn
from texts.live import rooms
from texts.live.presses import PresenceMarked, PresenceOpened, RoomsDrawn, RoomsOpened, RoomsPublished
from texts.live.shown import Course
from texts.message import Message, plain_text


def open_presence(turn: Turn, press: PresenceOpened) -> Message:
    """Everybody who speaks for a city."""
    meeting, network = led(turn, press.meeting_id)
    course = started_course(turn.session, meeting, network, turn.now)
    if not course.is_running:
        return card_of(turn, course)
    return rooms.who_is_there(turn.translator, meeting.id, delegates_of(turn.session, meeting))


def mark_presence(turn: Turn, press: PresenceMarked) -> Message:
    """One of them."""
    meeting, network = led(turn, press.meeting_id)
    do_mark(turn.session, turn.member, meeting, network, press.person_id, is_there=press.is_there, now=turn.now)
    return rooms.who_is_there(turn.translator, meeting.id, delegates_of(turn.session, meeting))


def open_rooms(turn: Turn, press: RoomsOpened) -> Message:
    """The draw; the first one is made here."""
    meeting, network = led(turn, press.meeting_id)
    course = started_course(turn.session, meeting, network, turn.now)
    if not course.is_running:
        return card_of(turn, course)
    if not rooms_of(turn.session, meeting):
        course = do_draw(turn.session, meeting, network, seen=course.live.draw, now=turn.now)
    return _drawn(turn, course)


def draw_again(turn: Turn, press: RoomsDrawn) -> Message:
    """Another one."""
    meeting, network = led(turn, press.meeting_id)
    try:
        return _drawn(turn, do_draw(turn.session, meeting, network, seen=press.draw, now=turn.now))
    except LiveChanged as changed:
        return _as_it_is(turn, press.meeting_id, changed)


def publish(turn: Turn, press: RoomsPublished) -> Message:
    """Everybody is told."""
    meeting, network = led(turn, press.meeting_id)
    try:
        course = do_publish(turn.session, meeting, network, seen=press.draw, now=turn.now)
    except LiveChanged as changed:
        return _as_it_is(turn, press.meeting_id, changed)
    turn.toast = rooms.published(turn.translator)
    return _drawn(turn, course)


def _as_it_is(turn: Turn, meeting_id: int, changed: LiveChanged) -> Message:
    turn.toast = plain_text(changed.sentence(turn.translator))
    meeting, network = led(turn, meeting_id)
    return _drawn(turn, started_course(turn.session, meeting, network, turn.now))


def _drawn(turn: Turn, course: Course) -> Message:
    live = course.live
    is_published = live.published_draw == live.draw
    drawn = rooms_of(turn.session, course.meeting)
    return rooms.drawn(turn.translator, course.meeting.id, drawn, live.draw, is_published=is_published)
