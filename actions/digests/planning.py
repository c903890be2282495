"""When the digest is due: on the network's weekday, at nine on everybody's own clocks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention
from actions.recurrence import next_weekday
from store import digests as store
from store.memberships import members_of
from store.models import Kind, Membership, Network, Person, Role
from store.people import person_by_id

STALE = timedelta(days=2)
PUNCTUAL = timedelta(hours=1)


def next_digest(network: Network, zone: str, now: datetime) -> datetime:
    """The network's weekday at nine on the wall clocks of `zone`, after `now`: people share before they first meet."""
    return next_weekday(network.digest_weekday, now + timedelta.resolution, ZoneInfo(zone))


def next_digest_of(person: Person, network: Network, after: datetime) -> datetime:
    """The same for a person: on the weekday that they have chosen, or else on the network's."""
    weekday = network.digest_weekday if person.digest_weekday is None else person.digest_weekday
    return next_weekday(weekday, after + timedelta.resolution, ZoneInfo(person.zone))


def sending_moment(due_at: datetime, now: datetime, zone: str) -> datetime | None:
    """Now; when that is much later than it should be, not in quiet hours; None when it is too late altogether."""
    at = now if now < due_at + PUNCTUAL else attention.due_moment(Kind.DIGEST, zone, now)
    return at if at < due_at + STALE else None


def plan_for_member(session: Session, membership: Membership, network: Network, *, now: datetime) -> None:
    """Sets the first digest of somebody who has just joined. Guests come for one session and get none."""
    person = person_by_id(session, membership.person_id)
    if person is None or membership.role is Role.GUEST:
        membership.digest_due_at = None
    else:
        membership.digest_due_at = next_digest_of(person, network, now)


def replan_for_person(session: Session, person: Person, *, now: datetime) -> None:
    """The person lives by other clocks now, or has another weekday."""
    for membership, network in store.memberships_with_digest(session, person.id):
        _replan(membership, network, person, now)


def replan_for_network(session: Session, network: Network, *, now: datetime) -> None:
    """The network has another weekday."""
    for membership, person in members_of(session, network.id):
        if membership.digest_due_at is not None:
            _replan(membership, network, person, now)


def _replan(membership: Membership, network: Network, person: Person, now: datetime) -> None:
    if membership.digest_due_at is not None and membership.digest_due_at > now:
        membership.digest_due_at = next_digest_of(person, network, now)
