"""A session ends: by a key of whoever leads it, or by itself when it was forgotten.

`ended_at` is the moment for whatever comes after a session. Where nobody ever started it there is none.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.live.checking import locked_course
from actions.live.handing import close_all_cases
from actions.live.notes import request_subject_of
from actions.live.presence import note_marked
from actions.live.showing import Pressed, follow, following_subject_of, group_subject_of, subject_of
from actions.live.standing import started_course
from actions.offers.telling import tell_all_of
from store.letters.copies import forget_subject
from store.live import live_of
from store.models import Meeting, Network, Person
from texts.live.shown import Course


def ended_at(session: Session, meeting: Meeting) -> datetime | None:
    """When the session ended; None: it runs, or nobody started it."""
    live = live_of(session, meeting.id)
    return None if live is None else live.ended_at


def do_end(
    session: Session,
    person: Person,
    meeting: Meeting,
    network: Network,
    *,
    sequence: int,
    now: datetime,
    pressed: Pressed | None = None,
) -> Course:
    """Whoever leads it says so."""
    course = locked_course(session, meeting, network, now, sequence=sequence)
    audit.record(
        session,
        now=now,
        deed="session_ended",
        person_id=person.id,
        network_id=network.id,
        subject=f"meeting:{meeting.id}",
        details={"minutes": round((now - course.live.started_at).total_seconds() / 60)},
    )
    return end(session, course, pressed=pressed)


def end(session: Session, course: Course, *, pressed: Pressed | None = None) -> Course:
    """It is over: everybody gets what was written and offered for them, and the cards say so.

    Whatever else is to happen when a session ends is called from here.
    """
    live, meeting, network, now = course.live, course.meeting, course.network, course.now
    live.ended_at, live.due_at, live.paused_at = now, None, None
    if meeting.ask_at is not None and meeting.starts_at <= now:
        meeting.ask_at = now  # earlier than by the clock, or as soon as it is over when it lasted longer
    live.sequence += 1
    session.flush()
    course = started_course(session, meeting, network, now)
    note_marked(session, course)
    close_all_cases(session, course)
    tell_all_of(session, meeting, network, now=now)
    follow(session, course, pressed=pressed)
    requests = {request_subject_of(meeting, one.stage.part) for one in course.stages}
    cards = (subject_of(meeting), group_subject_of(meeting), following_subject_of(meeting))
    for subject in (*cards, *requests):
        forget_subject(session, subject)
    return course
