"""Whether somebody still goes on for their city: asked once a month, in a digest that comes anyway."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.access import access_own_membership
from store.attention import forget_held_of
from store.handovers import revoke_waiting
from store.memberships import city_by_id
from store.models import City, Kind, Membership, Person, Role
from texts.contacts import Contact

MONTH = timedelta(days=30)


def begin_anew(session: Session, membership: Membership, now: datetime) -> None:
    """Somebody takes part in another way from now on: whatever was theirs before is not theirs any more.

    Who has just come need not be asked for a month; others than delegates are not asked at all.
    """
    revoke_waiting(session, membership.id, now)
    forget_held_of(session, membership.person_id, membership.network_id, Kind.COMMITMENT_CHECK)
    membership.titular_at = None
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


def do_confirm(session: Session, person: Person, membership_id: int, *, now: datetime) -> Contact | None:
    """Still. Harmless when done twice. Gives who that is for which city; None where somebody speaks for none."""
    membership = access_own_membership(session, person, membership_id)
    if membership.role is Role.DELEGATE:
        membership.contact_due_at = now + MONTH
        membership.contact_asked_at, membership.contact_confirmed_at = None, now
    city = city_by_id(session, membership.city_id)
    return None if city is None or membership.role is not Role.DELEGATE else Contact(membership.id, city)
