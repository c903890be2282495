"""Whether somebody still goes on for their city: asked once a month, in a digest that comes anyway.

In a network in which nothing new is shared no digest comes: after six more weeks it is asked in a message of its own,
in a week that has no other, and so at most every ten weeks.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import access_own_membership
from actions.attention import WEEK, Planned
from store.attention import forget_held_of
from store.contacts import Due
from store.handovers import revoke_waiting
from store.letters import known_keys
from store.memberships import city_by_id
from store.models import City, Kind, Membership, Person, Role
from texts import contacts as texts
from texts.contacts import Contact
from texts.translator import translator_of

MONTH = timedelta(days=30)
ALONE_AFTER = timedelta(weeks=6)


def begin_anew(session: Session, membership: Membership, now: datetime) -> None:
    """Somebody takes part in another way from now on: whatever was theirs before is not theirs any more.

    Who has just come need not be asked for a month; others than delegates are not asked at all.
    """
    revoke_waiting(session, membership.id, now)
    for kind in (Kind.COMMITMENT_CHECK, Kind.ADOPTION_CHECK, Kind.PAIR_CHECK):
        forget_held_of(session, membership.person_id, membership.network_id, kind)
    letters.withdraw(session, _alone_to(membership))
    membership.titular_at = None
    membership.contact_asked_at = membership.contact_confirmed_at = None
    if membership.role is Role.DELEGATE:
        _ask_in_a_month(membership, now)
    else:
        membership.contact_due_at = membership.contact_alone_at = None


def contact_due(membership: Membership, city: City | None, at: datetime) -> Contact | None:
    """Whom a digest at this moment asks."""
    is_due = membership.contact_due_at is not None and membership.contact_due_at <= at
    return Contact(membership.id, city) if is_due and city is not None else None


def note_asked(membership: Membership, at: datetime) -> None:
    """A digest asks, or a message of its own."""
    _ask_in_a_month(membership, at)
    membership.contact_asked_at = membership.contact_asked_at or at


def do_confirm(session: Session, person: Person, membership_id: int, *, now: datetime) -> Contact | None:
    """Still. Harmless when done twice. Gives who that is for which city; None where somebody speaks for none."""
    membership = access_own_membership(session, person, membership_id)
    if membership.role is Role.DELEGATE:
        letters.withdraw(session, _alone_to(membership))
        _ask_in_a_month(membership, now)
        membership.contact_asked_at, membership.contact_confirmed_at = None, now
    city = city_by_id(session, membership.city_id)
    return None if city is None or membership.role is not Role.DELEGATE else Contact(membership.id, city)


def ask_alone(session: Session, due: Sequence[Due], *, now: datetime) -> int:
    """Whom no digest has asked; gives how many are asked. Whose week has its message is looked at a week later."""
    asked = {one.person.id: (one, planned) for one in reversed(due) if (planned := _planned(one, now)) is not None}
    for one in due:
        one.membership.contact_alone_at = now + WEEK if _is_asked_at_all(one) else None
    if not asked:
        return 0
    coming = attention.plan_all(session, Kind.CONTACT, [planned for _, planned in asked.values()], now=now)
    known = known_keys(session, {planned.key for _, planned in asked.values()})
    for one, planned in asked.values():
        if planned.key in known:
            note_asked(one.membership, planned.at)
    return coming


def _planned(one: Due, now: datetime) -> Planned | None:
    """In no digest: one that comes asks anyway."""
    at = attention.due_moment(Kind.CONTACT, one.person.zone, now)
    if one.city is None or not _is_asked_at_all(one) or one.person.is_paused(at):
        return None
    contact = Contact(one.membership.id, one.city)
    return Planned(
        one.person,
        one.network.id,
        one.membership.id,
        key=f"{_alone_to(one.membership)}{at.date().isoformat()}",
        at=at,
        until=at,
        message=lambda: texts.alone(translator_of(one.person), contact, one.network),
    )


def _is_asked_at_all(one: Due) -> bool:
    is_delegate = one.membership.role is Role.DELEGATE and one.membership.left_at is None and one.city is not None
    return is_delegate and one.person.erased_at is None and one.network.closed_at is None


def _ask_in_a_month(membership: Membership, at: datetime) -> None:
    membership.contact_due_at = at + MONTH
    membership.contact_alone_at = membership.contact_due_at + ALONE_AFTER


def _alone_to(membership: Membership) -> str:
    """What the keys of the messages begin with that ask nothing else."""
    return f"contact:{membership.id}:"
