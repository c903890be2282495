"""Keeps a network's meetings in step with its rule, without undoing what people decided."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import audit
from actions.calendar import revise
from actions.programme.shape import NetworkData
from store.models import Meeting, Network
from store.programme import deeds_of_network, series_of_network

DROPPED = "meeting_dropped"


@dataclass
class SeriesChanges:
    """What became of the meetings of one network, in the order of the rule."""

    created: list[Meeting] = field(default_factory=list)
    changed: list[Meeting] = field(default_factory=list)  # new time or length; their reminders are to be planned anew
    dropped: list[Meeting] = field(default_factory=list)  # the rule no longer gives them: cancelled
    kept: list[Meeting] = field(default_factory=list)  # somebody moved, cancelled or put them back: left alone
    left: list[Meeting] = field(default_factory=list)


def follow_rule(session: Session, network: Network, data: NetworkData, now: datetime) -> SeriesChanges:
    """Creates, moves and cancels meetings so that they follow the rule.

    A meeting whose start the rule still gives stays where it is. Of the others, each takes the new start that stands
    for it (`_nearest`): a rule that only changes the hour moves every session and keeps what people answered.
    """
    meetings = [meeting for meeting in series_of_network(session, network.id) if meeting.added_at is None]
    dropped = _dropped(session, network, meetings)
    meeting_of = _paired(meetings, dropped, data.starts)
    start_of = {meeting.id: start for start, meeting in meeting_of.items()}
    changes = SeriesChanges()
    for meeting in meetings:
        start = start_of.get(meeting.id)
        if meeting.id in dropped:
            _bring_back(meeting, start, data.meeting_minutes, now, changes)
        else:
            _follow(session, meeting, start, data.meeting_minutes, now, changes)
    for start in data.starts:
        if start not in meeting_of and (start > now or not meetings):
            changes.created.append(_create(session, network, start, data.meeting_minutes))
    session.flush()
    _number(session, network, now)
    return changes


def _dropped(session: Session, network: Network, meetings: list[Meeting]) -> set[int]:
    """Those that an earlier load cancelled, and nobody else."""
    dropped_at = deeds_of_network(session, network.id, DROPPED)
    return {
        meeting.id
        for meeting in meetings
        if meeting.cancelled_at is not None and meeting.cancelled_at == dropped_at.get(_subject(meeting))
    }


def _paired(meetings: list[Meeting], dropped: set[int], starts: tuple[datetime, ...]) -> dict[datetime, Meeting]:
    """The meeting that stands for each start, where there is one."""
    by_start = {meeting.recurrence_at: meeting for meeting in meetings}
    pairs = {start: by_start[start] for start in starts if start in by_start}
    waiting = [meeting for meeting in meetings if meeting.recurrence_at not in pairs and meeting.id not in dropped]
    for number, start in enumerate(starts, start=1):
        if start not in pairs and (meeting := _nearest(waiting, number, start)):
            waiting.remove(meeting)
            pairs[start] = meeting
    return pairs


def _nearest(waiting: list[Meeting], number: int, start: datetime) -> Meeting | None:
    """The session of that number if it is less than a month away, else the one next to it, half a month at most."""

    def distance(meeting: Meeting) -> timedelta:
        return abs(meeting.recurrence_at - start)

    for meeting in waiting:
        if meeting.number == number and distance(meeting) <= timedelta(days=31):
            return meeting
    near = [meeting for meeting in waiting if distance(meeting) <= timedelta(days=16)]
    return min(near, key=distance, default=None)


def _follow(
    session: Session,
    meeting: Meeting,
    start: datetime | None,
    minutes: int,
    now: datetime,
    changes: SeriesChanges,
) -> None:
    if meeting.cancelled_at is not None or meeting.starts_at != meeting.recurrence_at:
        changes.kept.append(meeting)
    elif meeting.starts_at <= now or (start, minutes) == (meeting.starts_at, meeting.minutes):
        changes.left.append(meeting)
    elif start is None and meeting.restored_at is not None:
        changes.kept.append(meeting)
    elif start is None:
        _drop(session, meeting, now)
        changes.dropped.append(meeting)
    elif start <= now:
        changes.left.append(meeting)  # a rule cannot send a meeting into the past
    else:
        _move(meeting, start, minutes, now)
        changes.changed.append(meeting)


def _bring_back(meeting: Meeting, start: datetime | None, minutes: int, now: datetime, changes: SeriesChanges) -> None:
    if start is not None and start > now:
        _move(meeting, start, minutes, now)
        changes.changed.append(meeting)


def _create(session: Session, network: Network, start: datetime, minutes: int) -> Meeting:
    meeting = Meeting(
        network_id=network.id, number=0, recurrence_at=start, starts_at=start, minutes=minutes, topic="", link=""
    )
    session.add(meeting)
    return meeting


def _move(meeting: Meeting, start: datetime, minutes: int, now: datetime) -> None:
    meeting.recurrence_at = meeting.starts_at = start
    meeting.minutes = minutes
    meeting.sequence += 1
    meeting.cancelled_at = meeting.restored_at = None
    revise(meeting, now)


def _drop(session: Session, meeting: Meeting, now: datetime) -> None:
    meeting.cancelled_at = now
    meeting.sequence += 1
    revise(meeting, now)
    # Remembered, so that the meeting comes back when the rule gives it again; one cancelled by people does not.
    audit.record(session, now=now, deed=DROPPED, network_id=meeting.network_id, subject=_subject(meeting))


def _number(session: Session, network: Network, now: datetime) -> None:
    """Numbers the sessions in their order, then those added; those that the rule took back lie outside of the count."""
    meetings = sorted(series_of_network(session, network.id), key=lambda meeting: meeting.added_at is not None)
    dropped = _dropped(session, network, meetings)
    counted = [meeting for meeting in meetings if meeting.id not in dropped]
    for number, meeting in enumerate(counted, start=1):
        if meeting.number != number:
            if meeting.number:  # it had one, which calendars show
                revise(meeting, now)
            meeting.number = number


def _subject(meeting: Meeting) -> str:
    return f"meeting:{meeting.id}"
