"""What may be done with an announcement that goes out or was delivered: told by those who may do it at that moment."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_coordinating
from actions.announcements.refusals import AllOut, NotSentYet, WithdrawnAlready
from actions.announcements.writing import access_own
from actions.refusals import Refused
from store import announcements as store
from store import copies
from store.announcements import subject_of
from store.models import Announcement, AnnouncementState, Person


def access_sent(session: Session, author: Person, announcement_id: int) -> Announcement:
    """One that goes out or is delivered, and was not taken back."""
    announcement = access_own(session, author, announcement_id)
    if announcement.state not in (AnnouncementState.SENDING, AnnouncementState.SENT):
        raise NotSentYet
    if announcement.withdrawn_at is not None:
        raise WithdrawnAlready
    return announcement


def look_at_once(announcement: Announcement, now: datetime) -> None:
    """There is something to do, also for one that rests until somebody's morning."""
    announcement.look_at, announcement.rests = now, False


def access_going_out(session: Session, author: Person, announcement_id: int) -> Announcement:
    """One of which something waits, is held back or on the wire."""
    announcement = access_sent(session, author, announcement_id)
    if announcement.expanded_until is None and not copies.is_any_to_come(session, subject_of(announcement)):
        raise AllOut
    return announcement


def may_announce(session: Session, author: Person, announcement: Announcement) -> bool:
    """Whether its author may send it at this moment."""
    if author.erased_at is not None:
        return False
    try:
        for network in store.networks_of_announcement(session, announcement.id):
            access_coordinating(session, author, network.id)
    except Refused:
        return False
    return True
