"""Who has confirmed to have read an announcement."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.models import AnnouncementNetwork, AnnouncementReading, Letter, LetterState, Membership, Person, Role


def have_read(session: Session, announcement_id: int, chat_ids: Collection[int]) -> set[int]:
    """The private chats among these whose people have confirmed."""
    found = (
        sa.select(Person.telegram_id)
        .join(AnnouncementReading, AnnouncementReading.person_id == Person.id)
        .where(AnnouncementReading.announcement_id == announcement_id, Person.telegram_id.in_(chat_ids))
    )
    return {chat_id for chat_id in session.scalars(found) if chat_id is not None}


def note(session: Session, announcement_id: int, person_id: int, now: datetime) -> bool:
    """Keeps that somebody has read it; False when that was known."""
    values = {"announcement_id": announcement_id, "person_id": person_id, "read_at": now}
    return insert_new(session, AnnouncementReading, values, unique=["announcement_id", "person_id"])


def forget_readings(session: Session, person_id: int) -> None:
    """What somebody has read is nobody's any more."""
    session.execute(sa.delete(AnnouncementReading).where(AnnouncementReading.person_id == person_id))


def counts(session: Session, announcement_id: int, subject: str) -> tuple[int, int]:
    """How many of those who have got it have confirmed, and how many have not."""
    delivered = _delivered(announcement_id, subject)
    read, everybody = sa.func.count(AnnouncementReading.person_id), sa.func.count()
    row = session.execute(delivered.with_only_columns(read, everybody)).one()
    return row[0], row[1] - row[0]


def people(
    session: Session, announcement_id: int, subject: str, *, has_read: bool, page: int, size: int
) -> list[Person]:
    """A page by name of those who have got it and have confirmed, or have not."""
    found = _of(announcement_id, subject, has_read=has_read).order_by(Person.name, Person.id)
    return list(session.scalars(found.offset(page * size).limit(size)))


def silent_after(session: Session, announcement_id: int, subject: str, after: int, limit: int) -> list[Person]:
    """A page by number of those who have got it, have not confirmed, and have not left all of its networks since."""
    networks = sa.select(AnnouncementNetwork.network_id).where(AnnouncementNetwork.announcement_id == announcement_id)
    present = sa.select(Membership.person_id).where(
        Membership.network_id.in_(networks), Membership.left_at.is_(None), Membership.role != Role.GUEST
    )
    silent = _of(announcement_id, subject, has_read=False)
    found = silent.where(Person.id > after, Person.id.in_(present)).order_by(Person.id)
    return list(session.scalars(found.limit(limit)))


def copies_with(session: Session, subject: str, chat_ids: Collection[int]) -> dict[int, int]:
    """By the chat, the message in which a copy stands there."""
    found = sa.select(Letter.chat_id, Letter.message_id).where(
        Letter.subject == subject, Letter.chat_id.in_(chat_ids), Letter.part == 0, Letter.message_id.is_not(None)
    )
    return {chat_id: number for chat_id, number in session.execute(found) if number is not None}


def _of(announcement_id: int, subject: str, *, has_read: bool) -> sa.Select[Person]:
    is_there = AnnouncementReading.person_id.is_not(None)
    return _delivered(announcement_id, subject).where(is_there if has_read else ~is_there)


def _delivered(announcement_id: int, subject: str) -> sa.Select[Person]:
    return (
        sa.select(Person)
        .join(Letter, Letter.chat_id == Person.telegram_id)
        .outerjoin(
            AnnouncementReading,
            sa.and_(AnnouncementReading.person_id == Person.id, AnnouncementReading.announcement_id == announcement_id),
        )
        .where(Letter.subject == subject, Letter.state == LetterState.SENT, Letter.part == 0)
    )
