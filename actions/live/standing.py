"""How a session that is held stands at a moment.

Meetings ask this for their pages, so nothing here knows how meetings are told of.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.live.refusals import NotStarted
from store import live as store
from store.guests import announced, questions_to
from store.models import LiveSession, Meeting, Method, Network
from store.offers import offers_of
from texts.live.following import OnPage
from texts.live.shown import AtHand, Course, Placed

EARLY = timedelta(minutes=30)
LATE = timedelta(hours=6)


def course_of(session: Session, meeting: Meeting, network: Network, now: datetime) -> Course | None:
    """All that texts tell of it, once somebody has started it."""
    live = store.live_of(session, meeting.id)
    if live is None:
        return None
    stages = tuple(Placed(stage, city) for stage, city in store.stages_of(session, meeting.id))
    is_with_guest = live.ended_at is None and stages[live.position].stage.method is Method.GUEST
    guests = tuple(announced(session, meeting.id)) if is_with_guest else ()
    asked = tuple(one for guest in guests for one in questions_to(session, guest.id))
    return Course(live, meeting, network, stages, now, guests, asked)


def started_course(session: Session, meeting: Meeting, network: Network, now: datetime) -> Course:
    """The same; refuses where nobody has started it."""
    course = course_of(session, meeting, network, now)
    if course is None:
        raise NotStarted
    return course


def on_page_of(session: Session, meeting: Meeting, network: Network, now: datetime) -> OnPage:
    """What the page of the meeting tells of it."""
    return OnPage(
        meeting,
        course_of(session, meeting, network, now),
        may_be_started=can_be_started(session, meeting, network, now),
        has_begun=meeting.cancelled_at is None and meeting.starts_at <= now,
        offers=tuple(offers_of(session, meeting.id)),
    )


def can_be_started(session: Session, meeting: Meeting, network: Network, now: datetime) -> bool:
    """Whether it is time to, and nobody has."""
    is_time = meeting.starts_at - EARLY <= now < meeting.starts_at + LATE
    if meeting.cancelled_at is not None or network.closed_at is not None or not is_time:
        return False
    live = store.live_of(session, meeting.id)
    return live is None or may_begin_anew(live, meeting)


def at_hand(session: Session, networks: Sequence[Network], now: datetime) -> list[AtHand]:
    """What whoever coordinates is looking for now: what runs, then what begins within half an hour or has begun."""
    found = [
        AtHand(meeting, network, is_running=live is not None and live.ended_at is None)
        for meeting, network, live in store.at_hand(session, [one.id for one in networks], now - LATE, now + EARLY)
    ]
    shown = [one for one in found if one.is_running or _waits(session, one, now)]
    return sorted(shown, key=lambda one: not one.is_running)


def _waits(session: Session, one: AtHand, now: datetime) -> bool:
    is_over = one.meeting.starts_at + timedelta(minutes=one.meeting.minutes) <= now
    return not is_over and can_be_started(session, one.meeting, one.network, now)


def may_begin_anew(live: LiveSession, meeting: Meeting) -> bool:
    """Whether what was started has ended before the session was to begin: by a slip, or it was moved since."""
    return live.ended_at is not None and (live.ended_at < meeting.starts_at or is_of_another_date(live, meeting))


def is_of_another_date(live: LiveSession, meeting: Meeting) -> bool:
    """Whether it was started so early that the session must have been moved since."""
    return live.started_at < meeting.starts_at - EARLY
