"""When the digest is due: on the network's weekday at nine, or on the day and at the hour that somebody has chosen."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention
from actions.quiet_hours import SATURDAY
from actions.recurrence import next_of_month, next_weekday, to_utc
from store import digests as store
from store.memberships import members_of
from store.models import Kind, Membership, Network, Person, Role
from store.people import person_by_id

STALE = timedelta(days=2)
PUNCTUAL = timedelta(hours=1)
DAY = timedelta(days=1)
PREVIEW_HOUR = time(10)


def next_digest(network: Network, zone: str, now: datetime) -> datetime:
    """The network's weekday at nine on the wall clocks of `zone`, after `now`: people share before they first meet."""
    return next_weekday(network.digest_weekday, now + timedelta.resolution, ZoneInfo(zone))


def plan_network(network: Network, now: datetime) -> None:
    """Of its groups, and when its coordinators see what is to come."""
    network.digest_due_at = next_digest(network, network.zone, now)
    network.digest_preview_at = preview_moment(network.digest_due_at, network.zone)


def _plan_anew(network: Network, now: datetime) -> None:
    """On another weekday or clock. A week has one digest in the group: where that has come, the next is in another."""
    zone, due_before = ZoneInfo(network.zone), network.digest_due_at
    if due_before is None:
        plan_network(network, now)
        return
    day = due_before.astimezone(zone).date()
    week = to_utc(datetime.combine(day - day.weekday() * DAY, time()), zone)
    plan_network(network, max(week, now))


def preview_moment(due_at: datetime, zone: str) -> datetime:
    """The morning of the day before, or of the last working day before that."""
    day = due_at.astimezone(ZoneInfo(zone)).date() - DAY
    while day.weekday() >= SATURDAY:
        day -= DAY
    return to_utc(datetime.combine(day, PREVIEW_HOUR), ZoneInfo(zone))


def week_before(due_at: datetime, zone: str) -> datetime:
    """The same hour a week earlier on the clocks of a zone."""
    wall = due_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return to_utc(wall - 7 * DAY, ZoneInfo(zone))


def next_digest_of(person: Person, network: Network, after: datetime) -> datetime:
    """The same for a person: on the weekday and at the hour that they have chosen, each week or once a month."""
    if not person.digest_is_monthly:
        return next_week_of(person, network, after)
    return next_of_month(*_when(person, network, after))


def next_week_of(person: Person, network: Network, after: datetime) -> datetime:
    """Within a week, also for who gets it once a month: where one did not come they do not wait for another month."""
    return next_weekday(*_when(person, network, after))


def _when(person: Person, network: Network, after: datetime) -> tuple[int, datetime, ZoneInfo, time]:
    weekday = network.digest_weekday if person.digest_weekday is None else person.digest_weekday
    return weekday, after + timedelta.resolution, ZoneInfo(person.zone), time(person.digest_hour)


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
    """The network has another weekday, or lives by other clocks."""
    _plan_anew(network, now)
    for membership, person in members_of(session, network.id):
        if membership.digest_due_at is not None:
            _replan(membership, network, person, now)


def _replan(membership: Membership, network: Network, person: Person, now: datetime) -> None:
    if membership.digest_due_at is not None and membership.digest_due_at > now:
        membership.digest_due_at = next_digest_of(person, network, now)
