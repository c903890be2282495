"""Guests of one session: what is open to them, and who looks after them."""

from sqlalchemy.orm import Session

from actions.access.meetings import access_meeting, access_prepared_meeting
from actions.guests.refusals import VisitOver
from actions.refusals import NotFound, OneSessionOnly
from store.guests import Visit, guest_by_id, visit_ever, visits_of
from store.models import Meeting, Network, Person


def access_visit(session: Session, person: Person, meeting_id: int) -> Visit:
    """A session to which the person comes as a guest, until access ends."""
    visit = visit_ever(session, person.id, meeting_id)
    if visit is None:
        raise OneSessionOnly if visits_of(session, person.id) else NotFound
    if visit.guest.ended_at is not None:
        raise VisitOver(visit.network.name)
    return visit


def access_own_visit(session: Session, person: Person, guest_id: int) -> Visit:
    """The same, by the visit."""
    guest = guest_by_id(session, guest_id)
    if guest is None or guest.person_id != person.id:
        raise NotFound
    return access_visit(session, person, guest.meeting_id)


def access_coming_to(session: Session, person: Person, meeting_id: int) -> tuple[Meeting, Network]:
    """A session of the person's network, or the one to which they come as a guest."""
    try:
        return access_meeting(session, person, meeting_id)
    except OneSessionOnly:
        visit = access_visit(session, person, meeting_id)
        return visit.meeting, visit.network


def access_guest(session: Session, person: Person, guest_id: int) -> Visit:
    """A guest of a session that the person takes part in, and not as a guest."""
    guest = guest_by_id(session, guest_id)
    if guest is None:
        raise NotFound
    return Visit(guest, *access_meeting(session, person, guest.meeting_id))


def access_hosted_guest(session: Session, person: Person, guest_id: int) -> Visit:
    """A guest whom the person looks after: of a session that they prepare."""
    visit = access_guest(session, person, guest_id)
    access_prepared_meeting(session, person, visit.meeting.id)
    return visit
