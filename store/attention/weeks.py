"""What people have had by itself and are to have, asked for many of them at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out, wait_for_others
from store.models import (
    TO_COME,
    Briefing,
    DigestWish,
    Held,
    HeldState,
    Kind,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Network,
    Person,
    Role,
    Rota,
)

PLANNING = 31_107_202  # the key under which units wait for each other that plan what is automatic
LATEST = timedelta(days=3)  # how much later than it was due a letter may go out
COUNTED = (LetterState.SENT, *TO_COME)  # what was withdrawn or did not arrive spends nothing

# Asked for each page of digests, and for whatever else is planned: built once.
_OF_THEM = Membership.person_id.in_(sa.bindparam("people", expanding=True))
_MOMENTS = sa.select(Letter.chat_id, sa.func.coalesce(Letter.sent_at, Letter.due_at, type_=Letter.due_at.type)).where(
    Letter.chat_id.in_(sa.bindparam("chats", expanding=True)),
    Letter.kind.is_not(None),
    Letter.due_at >= sa.bindparam("since"),
    Letter.due_at < sa.bindparam("until"),
    Letter.part == 0,
    Letter.state.in_(COUNTED),
    Letter.kind.in_(sa.bindparam("kinds", expanding=True)),
)
_BRIEFINGS = (
    sa.select(Membership.person_id, Briefing.due_at)
    .join(Rota, Rota.network_id == Membership.network_id)
    .join(Briefing, sa.and_(Briefing.rota_id == Rota.id, Briefing.city_id == Membership.city_id))
    .where(
        _OF_THEM,
        Membership.left_at.is_(None),
        Membership.role != Role.GUEST,
        Briefing.due_at >= sa.bindparam("since"),
        Briefing.due_at < sa.bindparam("until"),
    )
)
_NETWORKS = (
    sa.select(Membership.person_id, Membership.network_id)
    .join(Network, Network.id == Membership.network_id)
    .where(_OF_THEM, Membership.left_at.is_(None), Network.closed_at.is_(None))
)
_BEGINNINGS = (
    sa.select(Meeting.network_id, Meeting.starts_at)
    .where(
        Meeting.network_id.in_(sa.bindparam("networks", expanding=True)),
        Meeting.cancelled_at.is_(None),
        Meeting.starts_at >= sa.bindparam("since"),
        Meeting.starts_at < sa.bindparam("until"),
    )
    .order_by(Meeting.starts_at)
)
_DIGESTS = (
    sa.select(Membership.person_id, Membership.network_id, Membership.digest_due_at)
    .join(Network, Network.id == Membership.network_id)
    .where(
        _OF_THEM,
        Membership.left_at.is_(None),
        Membership.role != Role.GUEST,
        Membership.digest_due_at.is_not(None),
        Network.closed_at.is_(None),
    )
    .order_by(Membership.digest_due_at, Membership.network_id)
)


class Week(NamedTuple):
    """On the clock of a zone: a week, one moment of it, and when sessions begin that are near that moment."""

    at: datetime
    since: datetime
    until: datetime
    near_since: datetime
    near_until: datetime


class NextDigest(NamedTuple):
    """When a digest of a network is due next."""

    network_id: int
    due_at: datetime


def plan_alone(session: Session) -> None:
    """Until this unit ends nobody else plans anything automatic: two at the same moment would both find a week free."""
    wait_for_others(session.connection(), PLANNING)


def moments_of(
    session: Session, chats: Collection[int], kinds: Sequence[Kind], since: datetime, until: datetime
) -> dict[int, list[datetime]]:
    """When these private chats had, or are to have, messages of these kinds: sent, or due when they are not."""
    moments: dict[int, list[datetime]] = defaultdict(list)
    given = {"chats": list(chats), "kinds": list(kinds), "since": since, "until": until}
    for chat_id, at in carry_out(session, _MOMENTS, given).rows:
        moments[chat_id].append(at)
    return moments


def briefings_ahead(
    session: Session, people: Collection[int], since: datetime, until: datetime
) -> dict[int, list[datetime]]:
    """When the cities for which these people speak are to be briefed before their case: no letter tells of it yet."""
    moments: dict[int, list[datetime]] = defaultdict(list)
    given = {"people": list(people), "since": since, "until": until}
    for person_id, at in carry_out(session, _BRIEFINGS, given).rows:
        if at is not None:
            moments[person_id].append(at)
    return moments


def count_spent(session: Session, people: sa.Select[Person], kinds: Sequence[Kind], weeks: Mapping[str, Week]) -> int:
    """How many of these people have had a message of these kinds in the week of their zone, or are to, and are near no
    session.
    """
    if not weeks:
        return 0
    at = sa.func.coalesce(Letter.sent_at, Letter.due_at, type_=Letter.due_at.type)
    first, last = min(week.since for week in weeks.values()), max(week.until for week in weeks.values())
    by_zone = [
        sa.and_(Person.zone == zone, at >= week.since, at < week.until, ~_has_session(week))
        for zone, week in weeks.items()
    ]
    found = people.join(Letter, Letter.chat_id == Person.telegram_id).where(
        Letter.kind.is_not(None),
        Letter.kind.in_(kinds),
        Letter.state.in_(COUNTED),
        Letter.due_at >= first - LATEST,
        Letter.due_at < last,
        sa.or_(*by_zone),
    )
    return session.scalar(found.with_only_columns(sa.func.count(sa.distinct(Person.id)))) or 0


def count_digests_after(session: Session, people: sa.Select[Person], weeks: Mapping[str, Week]) -> int:
    """How many of these people have a digest later in the week of their zone, none of which was held before, and are
    near no session.
    """
    if not weeks:
        return 0
    by_zone = [
        sa.and_(
            Person.zone == zone,
            _has_digest(week.at, week.until),
            ~_has_held_digest(week.since),
            ~_has_session(week),
        )
        for zone, week in weeks.items()
    ]
    found = people.where(Person.digest == DigestWish.PRIVATE, sa.or_(*by_zone))
    return session.scalar(found.with_only_columns(sa.func.count(sa.distinct(Person.id)))) or 0


def _has_digest(since: datetime, until: datetime) -> sa.Exists:
    due = (
        sa.select(Membership.id)
        .join(Network, Network.id == Membership.network_id)
        .where(
            Membership.person_id == Person.id,
            Membership.left_at.is_(None),
            Membership.role != Role.GUEST,
            Membership.digest_due_at >= since,
            Membership.digest_due_at < until,
            Network.closed_at.is_(None),
            sa.or_(Person.paused_until.is_(None), Person.paused_until <= Membership.digest_due_at),
        )
    )
    return due.correlate(Person).exists()


def _has_held_digest(before: datetime) -> sa.Exists:
    held = sa.select(Held.id).where(
        Held.person_id == Person.id,
        Held.kind == Kind.DIGEST,
        Held.state == HeldState.WAITING,
        Held.at < before,
    )
    return held.correlate(Person).exists()


def _has_session(week: Week) -> sa.Exists:
    near = (
        sa.select(Meeting.id)
        .join(Membership, Membership.network_id == Meeting.network_id)
        .join(Network, Network.id == Meeting.network_id)
        .where(
            Membership.person_id == Person.id,
            Membership.left_at.is_(None),
            Network.closed_at.is_(None),
            Meeting.cancelled_at.is_(None),
            Meeting.starts_at >= week.near_since,
            Meeting.starts_at < week.near_until,
        )
    )
    return near.correlate(Person).exists()


def sessions_of(
    session: Session, people: Collection[int], since: datetime, until: datetime
) -> dict[int, list[datetime]]:
    """When sessions begin between these moments that take place in networks of these people.

    In two steps: joined to the meetings, PostgreSQL reads all memberships for some.
    """
    networks = carry_out(session, _NETWORKS, {"people": list(people)}).rows
    of_networks: dict[int, list[datetime]] = defaultdict(list)
    given = {"networks": list({network_id for _, network_id in networks}), "since": since, "until": until}
    for network_id, at in carry_out(session, _BEGINNINGS, given).rows:
        of_networks[network_id].append(at)
    moments: dict[int, list[datetime]] = defaultdict(list)
    for person_id, network_id in networks:
        moments[person_id] += of_networks[network_id]
    return moments


def digests_of(session: Session, people: Collection[int]) -> dict[int, list[NextDigest]]:
    """Of which networks these people have digests, and when the next ones are due."""
    digests: dict[int, list[NextDigest]] = defaultdict(list)
    for person_id, network_id, at in carry_out(session, _DIGESTS, {"people": list(people)}).rows:
        if at is not None:
            digests[person_id].append(NextDigest(network_id, at))
    return digests
