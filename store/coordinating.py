"""Queries of the coordinators' desk: what needs somebody, and who is in."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.chats import IS_REACHABLE
from store.database import row_by_id
from store.frozen import frozen
from store.models import (
    Challenge,
    Chat,
    City,
    Handover,
    Invitation,
    Meeting,
    Membership,
    Network,
    NetworkCity,
    Outcome,
    Person,
    Role,
    Solution,
)


@frozen
class Participant:
    """A present member, and whether letters arrive. `reason`: why they do not, as it was kept; None without a chat."""

    membership: Membership
    person: Person
    city: City | None
    is_reachable: bool
    reason: str | None


def participants(session: Session, network_id: int) -> list[Participant]:
    """The present members: those without a city first, then by city and name."""
    found = _present().where(Membership.network_id == network_id)
    ordered = found.order_by(City.name.is_not(None), City.name, City.slug, Person.name, Membership.id)
    return [Participant(*row) for row in session.execute(ordered)]


def participant_by_membership(session: Session, membership_id: int) -> Participant | None:
    """One present member."""
    row = session.execute(_present().where(Membership.id == membership_id)).first()
    return None if row is None else Participant(*row)


def unreachable_participants(session: Session, network_ids: Collection[int]) -> list[Participant]:
    """The present members of these networks whom no letter reaches, by name; each for every network of theirs.

    Who takes part without Telegram waits for none.
    """
    of_networks = (Membership.network_id.in_(network_ids), Person.telegram_id.is_not(None))
    found = _present().where(*of_networks, ~IS_REACHABLE)
    return [Participant(*row) for row in session.execute(found.order_by(Person.name, Membership.id))]


def connected_groups(session: Session, network_ids: Collection[int]) -> dict[int, list[str]]:
    """The titles of the reachable groups and channels, by network."""
    found = (
        sa.select(Chat.network_id, Chat.title)
        .where(Chat.network_id.in_(network_ids), Chat.unreachable_at.is_(None))
        .order_by(Chat.connected_at, Chat.id)
    )
    titles: dict[int, list[str]] = {}
    for network_id, title in session.execute(found):
        if network_id is not None:
            titles.setdefault(network_id, []).append(title)
    return titles


def empty_cities(session: Session, network_ids: Collection[int]) -> dict[int, int]:
    """From how many cities of each of these networks nobody takes part yet; networks with none are left out."""
    somebody = sa.exists().where(
        Membership.network_id == NetworkCity.network_id,
        Membership.city_id == NetworkCity.city_id,
        Membership.left_at.is_(None),
    )
    found = (
        sa.select(NetworkCity.network_id, sa.func.count())
        .where(NetworkCity.network_id.in_(network_ids), ~somebody)
        .group_by(NetworkCity.network_id)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def unanswered_challenges(
    session: Session, network_ids: Collection[int], published_before: datetime
) -> list[tuple[Challenge, Network]]:
    """Open ones of networks that go on, which nobody has answered since, the longest first."""
    is_answered = sa.exists().where(Solution.challenge_id == Challenge.id, Solution.withdrawn_at.is_(None))
    found = (
        sa.select(Challenge, Network)
        .join(Network, Network.id == Challenge.network_id)
        .where(
            Challenge.network_id.in_(network_ids),
            Network.closed_at.is_(None),
            Challenge.published_at <= published_before,
            Challenge.withdrawn_at.is_(None),
            Challenge.outcome == Outcome.OPEN,
            ~is_answered,
        )
        .order_by(Challenge.published_at, Challenge.id)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def next_meetings(
    session: Session, network_ids: Collection[int], after: datetime, before: datetime
) -> list[tuple[Meeting, Network]]:
    """The meetings in between that take place, the next one first."""
    found = (
        sa.select(Meeting, Network)
        .join(Network, Network.id == Meeting.network_id)
        .where(
            Meeting.network_id.in_(network_ids),
            Meeting.starts_at > after,
            Meeting.starts_at <= before,
            Meeting.cancelled_at.is_(None),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def invitation_by_id(session: Session, invitation_id: int) -> Invitation | None:
    """The invitation, also when it lets nobody in any more."""
    return row_by_id(session, Invitation, invitation_id)


def open_city_links(session: Session, network_id: int, now: datetime) -> dict[int, Invitation]:
    """By city the link that still lets somebody in as its delegate, the latest of several."""
    found = sa.select(Invitation).where(
        Invitation.network_id == network_id,
        Invitation.city_id.is_not(None),
        Invitation.role == Role.DELEGATE,
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now,
        Invitation.used < Invitation.uses,
        ~sa.exists().where(Handover.invitation_id == Invitation.id),  # that one is for whoever takes a place over
    )
    return {made.city_id: made for made in session.scalars(found.order_by(Invitation.id)) if made.city_id is not None}


def just_made(
    session: Session, by: Person, network_id: int, city_id: int | None, role: Role, since: datetime
) -> Invitation | None:
    """An invitation that the same person made a moment ago for the same place, not used yet."""
    found = sa.select(Invitation).where(
        Invitation.created_by == by.id,
        Invitation.network_id == network_id,
        Invitation.city_id.is_(None) if city_id is None else Invitation.city_id == city_id,
        Invitation.role == role,
        Invitation.created_at > since,
        Invitation.used == 0,
        Invitation.revoked_at.is_(None),
        ~sa.exists().where(Handover.invitation_id == Invitation.id),  # that one is for whoever takes a place over
    )
    return session.scalar(found.order_by(Invitation.id.desc()).limit(1))


def _present() -> sa.Select[Membership, Person, City, bool, str]:
    return (
        sa.select(Membership, Person, City, IS_REACHABLE, Chat.unreachable_reason)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(City, City.id == Membership.city_id)
        .outerjoin(Chat, Chat.id == Person.telegram_id)
        .where(Membership.left_at.is_(None), Person.erased_at.is_(None))
    )
