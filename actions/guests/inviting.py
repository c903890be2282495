"""Whoever prepares a session invites somebody from outside, and prolongs or ends their visit."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from actions.access import access_hosted_guest, access_prepared_meeting
from actions.guests.coming import tell_cities
from actions.guests.refusals import SessionClosedToGuests, VisitEnded
from actions.guests.showing import subject_of
from actions.guests.telling import tell_of_end
from actions.guests.visiting import MOST_DAYS, end_of, end_visit, follow, is_open_to_guests, new_guest
from actions.invitations import do_create_invitation, do_revoke_invitation
from actions.letters.copies import edit_captions
from actions.meetings.recording import record
from store.database import row_by_id
from store.guests import Visit
from store.locking import lock
from store.models import Guest, Invitation, Meeting, Network, Person, Role
from texts.coordinating import inviting as inviting_texts
from texts.translator import translator_of

LEAST_DAYS = 14  # that a link is valid


def access_open_to_guests(session: Session, person: Person, meeting_id: int, now: datetime) -> tuple[Meeting, Network]:
    """A session that the person prepares, and to which somebody from outside can still come."""
    meeting, network = access_prepared_meeting(session, person, meeting_id)
    if not is_open_to_guests(meeting, network, now):
        raise SessionClosedToGuests
    return meeting, network


def do_invite_guest(
    session: Session, person: Person, meeting_id: int, name: str, about: str, *, now: datetime
) -> tuple[Guest, Invitation]:
    """Announces somebody, with a link for one person that is good until the session is over."""
    meeting, network = access_open_to_guests(session, person, meeting_id, now)
    days = max(LEAST_DAYS, -(-(end_of(meeting) - now) // timedelta(days=1)))
    invitation = do_create_invitation(
        session, network, None, Role.GUEST, now=now, days=days, by=person, meeting=meeting
    )
    guest = new_guest(session, meeting, invitation, name, about, by=person.id, now=now)
    _record(session, person, Visit(guest, meeting, network), "guest_invited", now)
    tell_cities(session, meeting, network, now=now)
    return guest, invitation


def invitation_of(session: Session, guest: Guest) -> Invitation | None:
    """The link with which a guest comes, or came."""
    return None if guest.invitation_id is None else row_by_id(session, Invitation, guest.invitation_id)


def do_prolong(session: Session, person: Person, guest_id: int, days: int, *, now: datetime) -> Visit:
    """Access for so many days after the session; pressed twice it is the same."""
    visit = access_hosted_guest(session, person, guest_id)
    lock(session, visit.guest)
    if visit.guest.ended_at is not None:
        raise VisitEnded
    if visit.guest.days < days <= MOST_DAYS:
        visit.guest.days = days
        follow(session, visit.guest, visit.meeting, now=now)
        _record(session, person, visit, "visit_prolonged", now, days=days)
    return visit


def do_end(session: Session, person: Person, guest_id: int, *, now: datetime) -> Visit:
    """The guest's link and page close now; who had come already is told."""
    visit = access_hosted_guest(session, person, guest_id)
    lock(session, visit.meeting)
    lock(session, visit.guest)
    if visit.guest.ended_at is not None:
        return visit
    invitation = invitation_of(session, visit.guest)
    if invitation is not None and invitation.used < invitation.uses:
        do_revoke_invitation(session, invitation, now=now, by=person)
        void = inviting_texts.no_longer_valid(translator_of(person))
        edit_captions(session, f"invitation:{invitation.id}", void, now=now, is_void=True)
    end_visit(session, visit, now=now, by=person)
    came = row_by_id(session, Person, visit.guest.person_id) if visit.guest.person_id is not None else None
    tell_cities(session, visit.meeting, visit.network, now=now)
    if came is not None:
        letters.withdraw(session, f"meeting:{visit.meeting.id}:", came.telegram_id)
        letters.withdraw(session, f"{subject_of(visit.guest)}:")
        tell_of_end(session, came, visit, now=now)
    return visit


def _record(session: Session, person: Person, visit: Visit, deed: str, now: datetime, **details: int) -> None:
    record(session, person, visit.meeting, deed, now, {"guest": visit.guest.id, **details})
