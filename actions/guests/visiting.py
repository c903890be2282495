"""A guest's access: it begins with a link to one session, follows its date, and ends a week after it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import audit
from actions.menus import send_menu
from actions.reminders import plan_reminders_for_guest
from store.database import row_by_id
from store.guests import Visit, ended_guests, guests_behind, invitations_to, visits_in
from store.memberships import membership_of
from store.models import Guest, Invitation, Meeting, Network, Person, Role
from store.registration import membership_ever

DAYS = 7
MOST_DAYS = 60
A_DAY = timedelta(days=1)


def ends_at(guest: Guest, meeting: Meeting) -> datetime:
    """When access ends, by the session's present date; of a cancelled one the next day."""
    if meeting.cancelled_at is not None:
        return meeting.cancelled_at + A_DAY
    return end_of(meeting) + timedelta(days=guest.days)


def end_of(meeting: Meeting) -> datetime:
    """By the clock."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def is_open_to_guests(meeting: Meeting, network: Network, now: datetime) -> bool:
    """Whether somebody from outside can still come."""
    return meeting.cancelled_at is None and network.closed_at is None and end_of(meeting) > now


def new_guest(
    session: Session, meeting: Meeting, invitation: Invitation, name: str, about: str, *, by: int | None, now: datetime
) -> Guest:
    """One more; nobody has come with the link yet."""
    guest = Guest(
        meeting_id=meeting.id,
        invitation_id=invitation.id,
        created_by=by,
        name=name,
        about=about,
        days=DAYS,
        created_at=now,
    )
    guest.ends_at = ends_at(guest, meeting)
    session.add(guest)
    session.flush()
    return guest


def follow(session: Session, guest: Guest, meeting: Meeting, *, now: datetime) -> None:
    """The session's date, or the days, are others: access ends with them, and reminders are planned anew."""
    if guest.ended_at is not None:
        return
    guest.ends_at = ends_at(guest, meeting)
    session.flush()
    person = row_by_id(session, Person, guest.person_id) if guest.person_id is not None else None
    if person is not None and meeting.cancelled_at is None:
        plan_reminders_for_guest(session, meeting, person, now=now)


def follow_links(session: Session, meeting: Meeting) -> None:
    """A session that is later keeps the way in open until then."""
    for invitation in invitations_to(session, meeting.id):
        if meeting.cancelled_at is None and invitation.revoked_at is None:
            invitation.expires_at = max(invitation.expires_at, end_of(meeting))


def end_visit(session: Session, visit: Visit, *, now: datetime, by: Person | None = None) -> None:
    """Access ends. Before the session that means that the guest does not come; a name to which nobody has agreed is
    kept no longer.
    """
    guest, meeting, network = visit
    if guest.ended_at is not None:
        return
    guest.ended_at, guest.ends_at = now, None
    if meeting.starts_at > now and by is not None:
        guest.withdrawn_at = now
    if guest.person_id is None:
        guest.name = guest.about = ""
    session.flush()
    audit.record(
        session,
        now=now,
        deed="visit_ended",
        person_id=by.id if by is not None else None,
        network_id=network.id,
        subject=f"meeting:{meeting.id}",
        details={"guest": guest.id},
    )
    if guest.person_id is not None:
        _leave_with_the_last(session, guest.person_id, network, now)


def reopen_visits(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """A cancelled session takes place after all: access that has ended with it, and for nothing else, begins anew. Who
    takes part otherwise since is no guest.
    """
    for guest, person in ended_guests(session, meeting.id):
        membership = membership_ever(session, person.id, network.id)
        if membership is None or membership.role is not Role.GUEST:
            guest.withdrawn_at = now
            continue
        guest.ended_at, guest.ends_at = None, ends_at(guest, meeting)
        if membership.left_at is not None:
            membership.left_at = None
            session.flush()
            send_menu(session, person, now=now)
        audit.record(
            session,
            now=now,
            deed="visit_reopened",
            network_id=network.id,
            subject=f"meeting:{meeting.id}",
            details={"guest": guest.id},
        )
    session.flush()


def call_off(session: Session, invitation: Invitation, *, by: Person, now: datetime) -> None:
    """The link lets nobody in any more: whoever was announced with it does not come."""
    for guest in guests_behind(session, invitation.id):
        if guest.person_id is None:
            meeting = session.get_one(Meeting, guest.meeting_id)
            end_visit(session, Visit(guest, meeting, session.get_one(Network, meeting.network_id)), now=now, by=by)


def _leave_with_the_last(session: Session, person_id: int, network: Network, now: datetime) -> None:
    """Somebody with another visit stays, and so does who takes part otherwise since."""
    membership = membership_of(session, person_id, network.id)
    is_last = not visits_in(session, person_id, network.id)
    if membership is not None and membership.role is Role.GUEST and is_last:
        membership.left_at, membership.digest_due_at = now, None
        session.flush()
        audit.record(session, now=now, deed="left", person_id=person_id, network_id=network.id)


def end_due(session: Session, visits: list[Visit], *, now: datetime) -> None:
    """The moment has come, unless the session is later by now."""
    for visit in visits:
        if ends_at(visit.guest, visit.meeting) > now:
            follow(session, visit.guest, visit.meeting, now=now)
        else:
            end_visit(session, visit, now=now)
