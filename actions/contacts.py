"""Whether somebody still goes on for their city: asked once a month, in a digest that comes anyway."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.refusals import NotFound
from store.memberships import membership_of
from store.models import City, Membership, Person, Role
from store.network import member_by_id
from texts.contacts import Contact

MONTH = timedelta(days=30)


def begin_to_ask(membership: Membership, now: datetime) -> None:
    """Who has just come need not be asked for a month; others than delegates are not asked at all."""
    is_delegate = membership.role is Role.DELEGATE
    membership.contact_due_at = now + MONTH if is_delegate else None
    membership.contact_asked_at = membership.contact_confirmed_at = None


def contact_due(membership: Membership, city: City | None, at: datetime) -> Contact | None:
    """Whom a digest at this moment asks."""
    is_due = membership.contact_due_at is not None and membership.contact_due_at <= at
    return Contact(membership.id, city) if is_due and city is not None else None


def note_asked(membership: Membership, at: datetime) -> None:
    """A digest asks."""
    membership.contact_due_at = at + MONTH
    membership.contact_asked_at = membership.contact_asked_at or at


def do_confirm(session: Session, person: Person, membership_id: int, *, now: datetime) -> None:
    """Still. Harmless when done twice."""
    found = member_by_id(session, membership_id)
    if found is None or found[1].id != person.id:
        raise NotFound
    membership = membership_of(session, person.id, found[2].id)
    if membership is not None and membership.role is Role.DELEGATE:
        membership.contact_due_at = now + MONTH
        membership.contact_asked_at, membership.contact_confirmed_at = None, now
