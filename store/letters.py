"""Letters as features see them: put in, found again, taken back. How they go out is `store/outbox.py`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypedDict, Unpack, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out, insert_all_new, insert_new
from store.models import NOT_BEGUN, UNSENT, Lane, Letter, LetterState, Priority

# How reasons begin of letters that nobody has refused: see store/outbox/policy.py.
GIVEN_UP = "given up: "
PERHAPS_SENT = "perhaps sent"


class NewLetter(TypedDict):
    """What a letter is made of."""

    chat_id: int
    method: str
    payload: dict[str, Any]
    lane: Lane
    priority: Priority
    due_at: datetime
    stale_at: datetime | None
    key: str | None
    subject: str | None
    message_id: int | None
    created_at: datetime


def add(session: Session, **letter: Unpack[NewLetter]) -> bool:
    """Inserts a waiting letter; False when its key is taken."""
    return insert_new(session, Letter, _values(letter), unique=["key"])


def add_all(session: Session, letters: Sequence[NewLetter]) -> None:
    """The same for many at once."""
    insert_all_new(session, Letter, [_values(letter) for letter in letters], unique=["key"])


def _values(letter: NewLetter) -> dict[str, Any]:
    values = {**letter, "priority": int(letter["priority"])}
    return values | {"state": LetterState.WAITING, "attempts": 0, "reason": ""}


# By these it is counted what has come of letters, whatever their messages became since.
COUNTED = ("announcement:", "announcing:", "change:", "digest:", "network-digest:")


@dataclass(frozen=True)
class Copy:
    """One copy of a card; `message_id` is None until it has been sent."""

    letter_id: int
    chat_id: int
    message_id: int | None


def copies(session: Session, subject: str) -> list[Copy]:
    """The copies of a card that were sent or are to be; nobody sends or ends them before this unit does."""
    is_there = sa.or_(Letter.message_id.is_not(None), Letter.state.in_(UNSENT))  # a group that moved left some behind
    found = sa.select(Letter.id, Letter.chat_id, Letter.message_id, Letter.state).where(
        Letter.subject == subject,
        Letter.state.in_([LetterState.SENT, *UNSENT]),
        is_there,
        Letter.method.startswith("send"),
    )
    locked = found.order_by(Letter.id).with_for_update()
    return [Copy(row.id, row.chat_id, row.message_id) for row in session.execute(locked)]


def replace_content(session: Session, letter_id: int, method: str, payload: dict[str, Any]) -> None:
    """Changes what a letter says; one that is being posted at this moment is followed by an edit."""
    session.execute(sa.update(Letter).where(Letter.id == letter_id).values(method=method, payload=payload))


def waiting_edits(session: Session, copies: Collection[Copy]) -> dict[tuple[int, int, str], int]:
    """Edits of these copies that have not gone out yet: (chat id, message id, method) -> letter id."""
    waiting = sa.select(Letter.chat_id, Letter.message_id, Letter.method, Letter.id).where(
        Letter.chat_id.in_({copy.chat_id for copy in copies}),
        Letter.message_id.in_({copy.message_id for copy in copies}),
        Letter.lane == Lane.BULK,
        Letter.state == LetterState.WAITING,
    )
    return {(row.chat_id, row.message_id, row.method): row.id for row in session.execute(waiting.with_for_update())}


def subject_of(session: Session, chat_id: int, message_id: int) -> str | None:
    """The subject of a message that the bot sent."""
    found = sa.select(Letter.subject).where(
        Letter.chat_id == chat_id, Letter.message_id == message_id, Letter.subject.is_not(None)
    )
    return session.scalar(found.limit(1))


def given_up(session: Session, since: datetime) -> list[tuple[str, int]]:
    """Why letters written since then never arrived, or perhaps did not, and how many of each; the most first.

    What a chat or Telegram has refused is no part of it.
    """
    why, times = Letter.reason, sa.func.count()
    found = (
        sa.select(why, times)
        .where(
            Letter.created_at >= since,
            Letter.state.in_([LetterState.REFUSED, LetterState.LATE]),
            sa.or_(why.startswith(GIVEN_UP), why.startswith(PERHAPS_SENT)),
        )
        .group_by(why)
        .order_by(times.desc(), why)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def change_subject(session: Session, chat_id: int, message_id: int, subject: str | None) -> None:
    """Makes a message of the bot one about something else: edits of what it was do not reach it any more."""
    of_it = {"of_chat": chat_id, "of_message": message_id}
    carry_out(session, _without_subject(), of_it)
    if subject is not None:
        carry_out(session, _with_subject(), {**of_it, "about": subject})


def forget_subject(session: Session, subject: str) -> None:
    """Nothing is found by it any more."""
    session.execute(sa.update(Letter).where(Letter.subject == subject).values(subject=None))


def withdraw(session: Session, prefix: str) -> int:
    """Marks unsent letters whose key begins with `prefix` as withdrawn."""
    change = (
        sa.update(Letter)
        .where(
            Letter.key.startswith(prefix, autoescape=True),
            Letter.state.in_(NOT_BEGUN),
        )
        .values(state=LetterState.WITHDRAWN)
    )
    return cast(sa.CursorResult[Any], session.execute(change)).rowcount


@cache
def _without_subject() -> sa.Update:
    is_edit_to_come = sa.and_(Letter.lane == Lane.BULK, Letter.state.in_(NOT_BEGUN), Letter.method.startswith("edit"))
    return (
        _of_message()
        .where(sa.or_(sa.and_(Letter.subject.is_not(None), ~_is_counted()), is_edit_to_come))
        .values(subject=None, state=sa.case((is_edit_to_come, LetterState.WITHDRAWN), else_=Letter.state))
    )


@cache
def _with_subject() -> sa.Update:
    is_free = sa.or_(Letter.subject.is_(None), ~_is_counted())
    return _of_message().where(Letter.method.startswith("send"), is_free).values(subject=sa.bindparam("about"))


def _is_counted() -> sa.ColumnElement[bool]:
    return sa.or_(*(Letter.subject.startswith(beginning) for beginning in COUNTED))


def _of_message() -> sa.Update:
    return sa.update(Letter).where(
        Letter.chat_id == sa.bindparam("of_chat", type_=sa.BigInteger),
        Letter.message_id == sa.bindparam("of_message", type_=sa.BigInteger),
    )
