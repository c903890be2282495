"""When something of a session that is held is due: a card shows another number, or it was forgotten."""

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy.orm import Session

from store.models import LiveSession
from texts.live.shown import MINUTE, Course

SECOND = timedelta(seconds=1)
FORGOTTEN_AFTER = timedelta(hours=1)  # that nobody pressed a key, when all its time was over


def touch(session: Session, course: Course) -> None:
    """Somebody has pressed a key of it, so keys from before are outdated, and it is looked at again in time."""
    live = course.live
    live.sequence += 1
    live.touched_at = course.now
    live.due_at = next_change(course)
    session.flush()


def next_change(course: Course) -> datetime:
    """When its cards show another number of minutes; while its clock stands still, another end."""
    live = course.live
    if live.paused_at is not None:
        begun = timedelta(seconds=course.ends_at.second, microseconds=course.ends_at.microsecond)
        return min(course.now + MINUTE - begun, max(forgotten_at(course), course.now + SECOND))
    minute = ceil((live.stage_ends_at - course.now) / MINUTE) - 1
    return min(live.stage_ends_at - minute * MINUTE, max(forgotten_at(course), course.now + MINUTE))


def forgotten_at(course: Course) -> datetime:
    """When it ends by itself: whoever leads it has gone, and what was written is to reach those for whom it was."""
    live = course.live
    later = sum(one.stage.seconds_left for one in course.stages[live.position + 1 :])
    return max(live.stage_ends_at, live.touched_at) + timedelta(seconds=later) + FORGOTTEN_AFTER


def enter(live: LiveSession, seconds: int, now: datetime) -> None:
    """A stage begins with so much time; one that had none left gets a minute."""
    live.stage_ends_at = now + max(timedelta(seconds=seconds), MINUTE)
    live.paused_at = None
