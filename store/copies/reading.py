"""Copies as they are or will be read, page by page, with whoever reads them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.frozen import frozen
from store.models import NOT_BEGUN, TO_COME, Chat, Letter, LetterState, Person

TO_TAKE_BACK = (*NOT_BEGUN, LetterState.PAUSED)


class Reader(NamedTuple):
    """How the reader of a copy is spoken to."""

    language: str
    country: str
    zone: str


@frozen
class Copy:
    """One copy as it is or will be read, or one part of a long one; `message_id` is None until it has been sent."""

    letter_id: int
    chat_id: int
    message_id: int | None
    due_at: datetime
    sent_at: datetime | None
    state: LetterState
    method: str
    payload: dict[str, Any]
    reader: Reader
    part: int = 0
    album: tuple[int, ...] = ()


def copies_to_come(session: Session, subject: str, after: int, limit: int) -> list[Copy]:
    """A page of those that wait, are held back or on the wire, by id; nobody sends or ends them before this unit
    does."""
    return _read(session, _copies(subject, TO_COME).where(Letter.id > after).limit(limit))


def copies_delivered(session: Session, subject: str, after: int, limit: int) -> list[Copy]:
    """A page of those that stand somewhere, by id. A group that moved left some behind."""
    is_there = Letter.message_id.is_not(None)
    return _read(session, _copies(subject, [LetterState.SENT]).where(is_there, Letter.id > after).limit(limit))


def further_parts(session: Session, subject: str, chat_ids: Collection[int]) -> list[Copy]:
    """The parts after the first in these chats that stand there or are to come, by id."""
    is_there = sa.or_(Letter.message_id.is_not(None), Letter.state.in_(TO_COME))
    further = (is_there, Letter.chat_id.in_(chat_ids), Letter.part > 0)
    return _read(session, _copies(subject, [LetterState.SENT, *TO_COME]).where(*further))


def copies_to_take_back(session: Session, subject: str, limit: int) -> list[Copy]:
    """A page of those that wait or are delivered. What is on the wire comes with a later page, when it has arrived."""
    is_there = sa.or_(Letter.message_id.is_not(None), Letter.state.in_(TO_TAKE_BACK))
    return _read(session, _copies(subject, [LetterState.SENT, *TO_TAKE_BACK]).where(is_there).limit(limit))


def copies_that_wait(session: Session, subject: str, limit: int) -> list[int]:
    """The letters of a page of those that nobody has got yet."""
    found = sa.select(Letter.id).where(Letter.subject == subject, Letter.state.in_(TO_TAKE_BACK))
    return list(session.scalars(found.order_by(Letter.id).limit(limit).with_for_update()))


def _copies(subject: str, states: Sequence[LetterState]) -> sa.Select[*tuple[Any, ...]]:
    """With their readers: a person in private, otherwise the group."""
    language = sa.func.coalesce(Person.language, Chat.language, "es").label("language")
    return (
        sa.select(
            Letter.id,
            Letter.chat_id,
            Letter.message_id,
            Letter.due_at,
            Letter.sent_at,
            Letter.state,
            Letter.method,
            Letter.payload,
            Letter.part,
            Letter.album,
            language,
            sa.func.coalesce(Person.country, "").label("country"),
            sa.func.coalesce(Person.zone, "UTC").label("zone"),
        )
        .outerjoin(Person, Person.telegram_id == Letter.chat_id)
        .outerjoin(Chat, Chat.id == Letter.chat_id)
        .where(Letter.subject == subject, Letter.state.in_(states))
        .order_by(Letter.id)
        .with_for_update(of=Letter)
    )


def _read(session: Session, found: sa.Select[*tuple[Any, ...]]) -> list[Copy]:
    return [
        Copy(
            row.id,
            row.chat_id,
            row.message_id,
            row.due_at,
            row.sent_at,
            row.state,
            row.method,
            row.payload,
            Reader(row.language, row.country, row.zone),
            row.part,
            tuple(row.album or ()),
        )
        for row in session.execute(found)
    ]
