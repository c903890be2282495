"""Those who run a session set where its recording is."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.afterwards.standing import check_told
from actions.meetings.changing import check_link
from actions.meetings.recording import record
from store.locking import lock
from store.models import Meeting, Network, Person


def do_set_recording(
    session: Session, person: Person, meeting: Meeting, network: Network, link: str, *, now: datetime
) -> None:
    """Where it is; empty takes it away. The first one is news."""
    if link:
        check_link(link)
    lock(session, meeting)
    check_told(meeting, network, now)
    if meeting.recording == link:
        return
    meeting.recording = link
    meeting.recorded_at = (meeting.recorded_at or now) if link else None
    session.flush()
    record(session, person, meeting, "recording_set", now)
