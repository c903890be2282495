"""Somebody comes with a guest's link, or by what they do themselves comes no more: what stands in chats says so."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.guests.showing import subject_of
from actions.guests.visiting import follow, new_guest
from actions.meetings.showing import update_copies, update_pages
from store.guests import Visit, guests_behind, visits_ever
from store.locking import lock
from store.models import Guest, Invitation, Meeting, Network, Person


def do_visit(session: Session, invitation: Invitation, person: Person, *, now: datetime) -> Guest:
    """Somebody has come with a guest's link: as the one who was announced, or as one more."""
    meeting = session.get_one(Meeting, invitation.meeting_id)
    lock(session, meeting)
    guest = _expected(session, invitation) or new_guest(session, meeting, invitation, "", "", by=None, now=now)
    guest.person_id, guest.name = person.id, person.name
    follow(session, guest, meeting, now=now)
    tell_cities(session, meeting, session.get_one(Network, meeting.network_id), now=now)
    return guest


def _expected(session: Session, invitation: Invitation) -> Guest | None:
    """As it is now: whoever prepares the session may just have ended the visit."""
    for guest in guests_behind(session, invitation.id):
        lock(session, guest)
        if guest.person_id is None and guest.ended_at is None:
            return guest
    return None


def end_all(session: Session, person: Person, network_id: int | None, *, now: datetime) -> list[Visit]:
    """Somebody leaves, a network or all, or takes part otherwise since; gives all their visits."""
    ended = [visit for visit in visits_ever(session, person.id) if network_id in (None, visit.network.id)]
    for guest, meeting, _ in ended:
        lock(session, meeting)
        guest.ended_at, guest.ends_at = guest.ended_at or now, None
        if meeting.starts_at > now:
            guest.withdrawn_at = guest.withdrawn_at or now  # it may have ended with a session that is put back one day
        letters.withdraw(session, f"{subject_of(guest)}:")
    session.flush()
    return ended


def tell_cities(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """The cards and pages that stand name who comes from outside."""
    update_copies(session, meeting, network, now=now)
    update_pages(session, meeting, network, now=now)
