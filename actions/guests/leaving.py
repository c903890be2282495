"""Somebody comes no more as a guest, by what they do themselves: what stands in chats names them no longer."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.guests.showing import subject_of
from actions.meetings.showing import update_copies, update_pages
from store.guests import Visit, visits_of
from store.models import Meeting, Network, Person


def end_all(session: Session, person: Person, network_id: int | None, *, now: datetime) -> list[Visit]:
    """Somebody leaves, a network or all, or takes part otherwise since; gives the visits that have ended with it."""
    ended = [visit for visit in visits_of(session, person.id) if network_id in (None, visit.network.id)]
    for guest, meeting, _ in ended:
        guest.ended_at, guest.ends_at = now, None
        guest.withdrawn_at = now if meeting.starts_at > now else None
        letters.withdraw(session, f"{subject_of(guest)}:")
    session.flush()
    return ended


def tell_cities(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """The cards and pages that stand name who comes from outside."""
    update_copies(session, meeting, network, now=now)
    update_pages(session, meeting, network, now=now)
