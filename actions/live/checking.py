"""What a press may do with a session: start it in time, and change it as long as it runs and is as it was shown."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.live.refusals import LiveChanged, LiveOver, NotStarted, TooEarlyToStart, TooLateToStart
from actions.live.standing import EARLY, LATE, may_begin_anew, started_course
from actions.meetings.refusals import MeetingCancelled
from actions.refusals import NetworkClosed
from store import live as store
from store.locking import lock
from store.models import Meeting, Network
from texts.live.shown import Course


def locked_course(
    session: Session,
    meeting: Meeting,
    network: Network,
    now: datetime,
    *,
    sequence: int | None = None,
    may_be_over: bool = False,
) -> Course:
    """That of a session that runs, for nobody else to change until this unit ends.

    Raises LiveChanged when it is another one than that of the `sequence` that was shown.
    """
    live = store.live_of(session, meeting.id)
    if live is None:
        raise NotStarted
    lock(session, live)
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    if live.ended_at is not None and not may_be_over:
        raise LiveOver
    if sequence is not None and live.sequence != sequence:
        raise LiveChanged
    return started_course(session, meeting, network, now)


def check_startable(session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
    """Refuses to start what begins later, was long ago, or does not take place."""
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    if network.closed_at is not None:
        raise NetworkClosed
    if now < meeting.starts_at - EARLY:
        raise TooEarlyToStart
    if now >= meeting.starts_at + LATE:
        raise TooLateToStart
    live = store.live_of(session, meeting.id)
    if live is not None and not may_begin_anew(live, meeting):
        raise LiveOver
