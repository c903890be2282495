"""The copies of a card: found by its subject, with all parts of each, and followed no more where nobody is to."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out
from store.frozen import frozen
from store.letters import SILENT, add
from store.models import NOT_BEGUN, UNSENT, Chat, Lane, Letter, LetterState, Priority
from store.models.letters import written_out

_WAITING_EDITS = (  # asked whenever a card changes: built once
    sa.select(Letter.chat_id, Letter.message_id, Letter.method, Letter.id)
    .where(
        Letter.chat_id.in_(sa.bindparam("chats", expanding=True)),
        Letter.message_id.in_(sa.bindparam("messages", expanding=True)),
        Letter.lane == Lane.BULK,
        Letter.state.in_(written_out(LetterState.WAITING)),
    )
    .with_for_update()
)


@frozen
class Copy:
    """One copy of a card; `message_id` is None until it has been sent. `further`: its parts after the first."""

    letter_id: int
    chat_id: int
    message_id: int | None
    further: tuple["Copy", ...] = ()

    @property
    def parts(self) -> tuple["Copy", ...]:
        """All messages of it, in their order."""
        return (self, *self.further)


def copies(session: Session, subject: str, chat_id: int | None = None, network_id: int | None = None) -> list[Copy]:
    """The copies of a card, perhaps of one chat only, that were sent or are to be; nobody sends or ends them before
    this unit does.

    network_id: in private chats, and of groups and channels only in those that are connected to this network now
    """
    statement = _parts_of(chat_id is not None, network_id is not None)
    found = carry_out(session, statement, {"subject": subject, "chat_id": chat_id, "network_id": network_id})
    copies: list[list[Any]] = []  # of each the rows of its parts
    of_chats: dict[int, list[list[Any]]] = defaultdict(list)
    for row in found.rows:
        if row.part == 0:
            copies.append([row])
            of_chats[row.chat_id].append(copies[-1])
        elif of_chats[row.chat_id]:
            _copy_of(row, of_chats[row.chat_id]).append(row)
    return [_as_copy(*parts) for parts in copies]


@cache
def _parts_of(is_of_chat: bool, is_of_network: bool) -> sa.Select[*tuple[Any, ...]]:
    """In the order of their ids, as they are locked."""
    of_chat = [Letter.chat_id == sa.bindparam("chat_id")] if is_of_chat else []
    connected = sa.select(Chat.id).where(Chat.network_id == sa.bindparam("network_id"))
    of_network = [sa.or_(Letter.chat_id > 0, Letter.chat_id.in_(connected))] if is_of_network else []
    is_there = sa.or_(Letter.message_id.is_not(None), Letter.state.in_(UNSENT))  # a group that moved left some behind
    found = sa.select(Letter.id, Letter.chat_id, Letter.message_id, Letter.part, Letter.created_at).where(
        Letter.subject == sa.bindparam("subject"),
        Letter.state.in_([LetterState.SENT, *UNSENT]),
        is_there,
        Letter.method.startswith("send"),
        *of_chat,
        *of_network,
    )
    return found.order_by(Letter.id).with_for_update()


def _copy_of(part: Any, copies: list[list[Any]]) -> list[Any]:
    """The copy of this chat that a part belongs to: one that lacks just this part. It was sent in the same moment;
    or it was added when all copies changed, to the earliest first.
    """
    lacking = [parts for parts in copies if len(parts) == part.part] or copies[-1:]
    return next((parts for parts in lacking if parts[0].created_at == part.created_at), lacking[0])


def _as_copy(first: Any, *further: Any) -> Copy:
    return Copy(first.id, first.chat_id, first.message_id, tuple(_as_copy(part) for part in further))


def add_part(session: Session, copy: Copy, part: int, method: str, payload: dict[str, Any], now: datetime) -> None:
    """One more part below those of a copy. It travels as the first one does or did; whoever has that hears nothing."""
    first = session.get_one(Letter, copy.letter_id)
    is_news = first.state is not LetterState.SENT
    add(
        session,
        chat_id=first.chat_id,
        method=method,
        payload=payload if is_news else payload | SILENT,
        lane=first.lane,
        priority=Priority(first.priority),
        due_at=max(first.due_at, now),
        stale_at=first.stale_at if is_news else None,
        key=None,
        subject=first.subject,
        message_id=None,
        created_at=now,
        part=part,
    )


def take_back_part(session: Session, letter_id: int) -> bool:
    """A part that nobody is to get; False when it is sent, or being posted at this moment."""
    waiting = sa.update(Letter).where(Letter.id == letter_id, Letter.state.in_(NOT_BEGUN))
    change = waiting.values(state=LetterState.WITHDRAWN, lease_until=None)
    return cast(sa.CursorResult[Any], session.execute(change)).rowcount == 1


def sent_after(session: Session, letter_id: int, moment: datetime) -> bool:
    """Whether a letter was sent later than that."""
    found = sa.select(Letter.id).where(Letter.id == letter_id, Letter.sent_at > moment)
    return session.scalar(found) is not None


def sent_since(session: Session, letter_ids: Collection[int], moment: datetime) -> set[int]:
    """Those of these letters that were sent later than that."""
    found = sa.select(Letter.id).where(Letter.id.in_(letter_ids), Letter.sent_at > moment)
    return set(session.scalars(found)) if letter_ids else set()


def change_subject_of(session: Session, letter_ids: Collection[int], subject: str | None) -> None:
    """These are found by another subject from now on; None: by none, and forgotten in their time."""
    if letter_ids:
        session.execute(sa.update(Letter).where(Letter.id.in_(letter_ids)).values(subject=subject))


def let_go(session: Session, letter_id: int) -> None:
    """A message that is part of no card any more."""
    session.execute(sa.update(Letter).where(Letter.id == letter_id).values(subject=None))


def waiting_edits(session: Session, copies: Collection[Copy]) -> dict[tuple[int, int, str], int]:
    """Edits of these copies that have not gone out yet: (chat id, message id, method) -> letter id."""
    parts = [part for copy in copies for part in copy.parts]
    if not parts:
        return {}
    given = {"chats": list({part.chat_id for part in parts}), "messages": list({part.message_id for part in parts})}
    found = carry_out(session, _WAITING_EDITS, given).rows
    return {(row.chat_id, row.message_id, row.method): row.id for row in found}


def forget_subject(session: Session, subject: str, instead: str | None = None) -> None:
    """Nothing is found by it any more; perhaps by another one `instead`."""
    carry_out(session, _forget(), {"of_subject": subject, "instead": instead})


@cache
def _forget() -> sa.Update:
    return sa.update(Letter).where(Letter.subject == sa.bindparam("of_subject")).values(subject=sa.bindparam("instead"))


@cache
def _forget_elsewhere() -> sa.Update:
    return _forget().where(Letter.chat_id.not_in(sa.bindparam("chat_ids", expanding=True)))


def keep_newest(session: Session, subject: str) -> None:
    """Of the copies in one chat only the last one is followed from now on."""
    newest = {copy.chat_id: copy.letter_id for copy in copies(session, subject)}
    older = sa.update(Letter).where(Letter.subject == subject, Letter.part == 0, Letter.id.not_in(newest.values()))
    session.execute(older.values(subject=None))


def keep_copies_to(session: Session, subject: str, chat_ids: Collection[int]) -> None:
    """Copies are for readers of these chats: what others were shown, when they were too, is followed no more."""
    carry_out(session, _forget_elsewhere(), {"of_subject": subject, "chat_ids": list(chat_ids), "instead": None})
