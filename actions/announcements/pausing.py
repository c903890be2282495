"""An announcement that goes out is held back for a while, and let go again."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.announcements import sending
from actions.announcements.under_way import access_going_out, access_sent, look_at_once
from actions.announcements.writing import record
from store import pausing as store
from store.announcements import subject_of
from store.models import Announcement, Person


def do_pause(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Announcement:
    """Nothing more goes out from this commit on. Harmless when done twice."""
    announcement = access_going_out(session, author, announcement_id)
    if announcement.paused_at is None:
        announcement.paused_at = now
        look_at_once(announcement, now)
        store.pause(session, subject_of(announcement), now)
        record(session, announcement, "announcement_paused", now)
    return announcement


def do_resume(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Announcement:
    """It goes on where it stopped. Harmless when done twice."""
    announcement = access_sent(session, author, announcement_id)
    if announcement.paused_at is not None:
        announcement.paused_at = None
        look_at_once(announcement, now)
        store.go_on(session, subject_of(announcement))
        let_go_of_page(session, announcement, now)
        record(session, announcement, "announcement_resumed", now)
    return announcement


def let_go_of_page(session: Session, announcement: Announcement, now: datetime) -> bool:
    """What was set aside waits again, a page at a time, in quiet hours for the morning; False when nothing is left. Its
    days to arrive begin anew.
    """
    due_in = sending.due_moments(announcement, now)
    return store.let_go_of_page(session, subject_of(announcement), sending.PAGE, due_in, sending.LATEST) > 0
