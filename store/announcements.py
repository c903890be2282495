"""Queries of announcements: whom they concern, and what became of their letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    UNSENT,
    Announcement,
    AnnouncementNetwork,
    AnnouncementState,
    Chat,
    Letter,
    LetterState,
    Membership,
    Network,
    Person,
)

KEPT = (AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.SENT)


@dataclass(frozen=True)
class Outcome:
    """What became of one letter, and to whom it went: a person, or a group by its title."""

    letter_id: int
    chat_id: int
    message_id: int | None
    state: LetterState
    reason: str
    sent_at: datetime | None
    name: str


def announcement_locked(session: Session, announcement_id: int) -> Announcement | None:
    """The announcement, which nobody else changes meanwhile."""
    found = sa.select(Announcement).where(Announcement.id == announcement_id)
    return session.scalar(found.with_for_update().execution_options(populate_existing=True))


def networks_of_announcement(session: Session, announcement_id: int) -> list[Network]:
    """Where it goes, by the networks' start."""
    found = (
        sa.select(Network)
        .join(AnnouncementNetwork, AnnouncementNetwork.network_id == Network.id)
        .where(AnnouncementNetwork.announcement_id == announcement_id)
    )
    return list(session.scalars(found.order_by(Network.starts_on, Network.id)))


def networks_by_id(session: Session, network_ids: Sequence[int]) -> list[Network]:
    """Those of these that there are, by their start."""
    found = sa.select(Network).where(Network.id.in_(network_ids))
    return list(session.scalars(found.order_by(Network.starts_on, Network.id)))


def announcements_of(session: Session, person_id: int) -> list[Announcement]:
    """What the person has announced or scheduled, the latest first."""
    found = sa.select(Announcement).where(Announcement.person_id == person_id, Announcement.state.in_(KEPT))
    return list(session.scalars(found.order_by(Announcement.id.desc())))


def recipients(
    session: Session, network_ids: Sequence[int], author_id: int, *, after: int = 0, limit: int | None = None
) -> list[Person]:
    """The present members of these networks, each once, without the author; a page of them by id."""
    found = _recipients(network_ids, author_id).where(Person.id > after).order_by(Person.id)
    return list(session.scalars(found.limit(limit)))


def out_of_reach(session: Session, network_ids: Sequence[int], author_id: int) -> list[Person]:
    """Those of them who have not started the bot, or have switched it off."""
    found = _recipients(network_ids, author_id).outerjoin(Chat, Chat.id == Person.telegram_id)
    unreachable = sa.or_(Chat.id.is_(None), Chat.unreachable_at.is_not(None))
    return list(session.scalars(found.where(unreachable).order_by(Person.name)))


def without_telegram(session: Session, network_ids: Sequence[int], author_id: int) -> list[str]:
    """The names of those to whom no letter can be written."""
    found = _recipients(network_ids, author_id).where(Person.telegram_id.is_(None)).order_by(Person.name)
    return list(session.scalars(found.with_only_columns(Person.name)))


def groups_of(session: Session, network_ids: Sequence[int]) -> list[Chat]:
    """The groups and channels of these networks, also those that cannot be reached."""
    return list(session.scalars(sa.select(Chat).where(Chat.network_id.in_(network_ids)).order_by(Chat.id)))


def count_by_zone(session: Session, network_ids: Sequence[int], author_id: int) -> dict[str, int]:
    """How many of the recipients live by which clock."""
    people = _recipients(network_ids, author_id).subquery()
    counted = sa.select(people.c.zone, sa.func.count()).group_by(people.c.zone)
    return {row[0]: row[1] for row in session.execute(counted)}


def first_due(session: Session) -> datetime | None:
    """When the next scheduled announcement goes out, or since when one waits to be put in the outbox or closed."""
    scheduled = sa.select(sa.func.min(Announcement.send_at)).where(Announcement.state == AnnouncementState.SCHEDULED)
    in_hand = sa.select(sa.func.min(Announcement.sent_at)).where(
        Announcement.state == AnnouncementState.SENDING,
        sa.or_(Announcement.expanded_until.is_not(None), ~_has_unsent_letters()),
    )
    moments = [session.scalar(scheduled), session.scalar(in_hand)]
    return min((moment for moment in moments if moment is not None), default=None)


def due(session: Session, now: datetime) -> list[int]:
    """The announcements that a tick may have to do something for."""
    found = sa.select(Announcement.id).where(
        sa.or_(
            Announcement.state == AnnouncementState.SENDING,
            sa.and_(Announcement.state == AnnouncementState.SCHEDULED, Announcement.send_at <= now),
        )
    )
    return list(session.scalars(found.order_by(Announcement.id)))


def count_outcomes(session: Session, subject: str) -> tuple[int, int]:
    """How many of the letters have an outcome, and how many there are."""
    ended = sa.func.count().filter(Letter.state.not_in(UNSENT))
    row = session.execute(sa.select(ended, sa.func.count()).where(Letter.subject == subject)).one()
    return int(row[0]), int(row[1])


def outcomes(session: Session, subject: str) -> list[Outcome]:
    """What became of every letter, by name."""
    found = (
        sa.select(Letter, sa.func.coalesce(Person.name, Chat.title), Chat.unreachable_reason)
        .outerjoin(Person, Person.telegram_id == Letter.chat_id)
        .outerjoin(Chat, Chat.id == Letter.chat_id)
        .where(Letter.subject == subject)
        .order_by(sa.func.coalesce(Person.name, Chat.title), Letter.id)
    )
    return [
        Outcome(
            letter.id,
            letter.chat_id,
            letter.message_id,
            letter.state,
            (unreachable if letter.state is LetterState.UNREACHABLE else "") or letter.reason,
            letter.sent_at,
            name or "",
        )
        for letter, name, unreachable in session.execute(found)
    ]


def let_go(session: Session, subject: str) -> None:
    """The messages of this subject are no longer followed."""
    session.execute(sa.update(Letter).where(Letter.subject == subject).values(subject=None))


def follow(session: Session, subject: str, chat_id: int, message_id: int) -> None:
    """From now on this message, and no other, is the one of this subject."""
    let_go(session, subject)
    session.execute(
        sa.update(Letter)
        .where(Letter.chat_id == chat_id, Letter.message_id == message_id, Letter.method.startswith("send"))
        .values(subject=subject)
    )


def _recipients(network_ids: Sequence[int], author_id: int) -> sa.Select[Person]:
    taking_part = sa.select(Membership.person_id).where(
        Membership.network_id.in_(network_ids), Membership.left_at.is_(None)
    )
    return sa.select(Person).where(Person.id.in_(taking_part), Person.id != author_id, Person.erased_at.is_(None))


def _has_unsent_letters() -> sa.ColumnElement[bool]:
    subject = sa.literal("announcement:").concat(sa.cast(Announcement.id, sa.String))
    return sa.select(Letter.id).where(Letter.subject == subject, Letter.state.in_(UNSENT)).exists()
