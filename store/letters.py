"""Letters as features see them: put in, found again, taken back. How they go out is `store/outbox.py`."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NotRequired, TypedDict, Unpack, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out, insert_all_new, insert_new
from store.frozen import frozen
from store.models import NOT_BEGUN, UNSENT, Chat, Kind, Lane, Letter, LetterState, Priority
from store.models.letters import IN_BREAK, written_out

# How reasons begin of letters that nobody has refused: see store/outbox/policy.py.
GIVEN_UP = "given up: "
PERHAPS_SENT = "perhaps sent"

# A break has withdrawn it, and nobody has since; in words that the index of these shows, too.
OF_BREAKS = tuple(
    column == word
    for column, word in zip((Letter.state, Letter.reason), written_out(LetterState.WITHDRAWN, IN_BREAK), strict=True)
)


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
    kind: NotRequired[Kind | None]
    part: NotRequired[int]
    state: NotRequired[LetterState]
    reason: NotRequired[str]


def add(session: Session, **letter: Unpack[NewLetter]) -> bool:
    """Inserts a letter, which waits unless it says otherwise; False when its key is taken."""
    return insert_new(session, Letter, _values(letter), unique=["key"])


def add_all(session: Session, letters: Sequence[NewLetter]) -> None:
    """The same for many at once."""
    insert_all_new(session, Letter, [_values(letter) for letter in letters], unique=["key"])


def _values(letter: NewLetter) -> dict[str, Any]:
    open_values = {"kind": None, "part": 0, "state": LetterState.WAITING, "reason": ""}
    return {**open_values, **letter, "priority": int(letter["priority"]), "attempts": 0, "doubts": 0}


_WAITING_EDITS = (  # asked whenever a card changes: built once
    sa.select(Letter.chat_id, Letter.message_id, Letter.method, Letter.id)
    .where(
        Letter.chat_id.in_(sa.bindparam("chats", expanding=True)),
        Letter.message_id.in_(sa.bindparam("messages", expanding=True)),
        Letter.lane == Lane.BULK,
        Letter.state == LetterState.WAITING,
    )
    .with_for_update()
)
_SILENT = {"disable_notification": True}

# By these it is counted what has come of letters, whatever their messages became since.
OF_ANNOUNCEMENTS = ("announcement:", "announcing:", "change:")
COUNTED = (*OF_ANNOUNCEMENTS, "digest:", "network-digest:")


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


def known_keys(session: Session, keys: Collection[str]) -> set[str]:
    """Those among keys under which there is a letter, whatever became of it."""
    found = sa.select(Letter.key).where(Letter.key.in_(keys))
    return {key for key in session.scalars(found) if key is not None}


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
        payload=payload if is_news else payload | _SILENT,
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


def let_go(session: Session, letter_id: int) -> None:
    """A message that is part of no card any more."""
    session.execute(sa.update(Letter).where(Letter.id == letter_id).values(subject=None))


def replace_content(session: Session, letter_id: int, method: str, payload: dict[str, Any]) -> None:
    """Changes what a letter says, not whether it is heard; one that is being posted is followed by an edit."""
    present = session.scalar(sa.select(Letter.payload).where(Letter.id == letter_id))
    if present is not None and is_silent(present):
        payload = payload | _SILENT
    session.execute(sa.update(Letter).where(Letter.id == letter_id).values(method=method, payload=payload))


def replace_caption(session: Session, letter_id: int, caption: str) -> None:
    """Changes the words below a picture that is still to go out."""
    present = session.execute(sa.select(Letter.payload).where(Letter.id == letter_id)).scalar_one()
    changed = sa.update(Letter).where(Letter.id == letter_id)
    session.execute(changed.values(payload=present | {"caption": caption}))


def is_silent(payload: dict[str, Any]) -> bool:
    """Whether a letter comes without a sound."""
    return payload.keys() >= _SILENT.keys()


def waiting_edits(session: Session, copies: Collection[Copy]) -> dict[tuple[int, int, str], int]:
    """Edits of these copies that have not gone out yet: (chat id, message id, method) -> letter id."""
    parts = [part for copy in copies for part in copy.parts]
    if not parts:
        return {}
    given = {"chats": list({part.chat_id for part in parts}), "messages": list({part.message_id for part in parts})}
    found = carry_out(session, _WAITING_EDITS, given).rows
    return {(row.chat_id, row.message_id, row.method): row.id for row in found}


def subject_of(session: Session, chat_id: int, message_id: int) -> str | None:
    """The subject of a message that the bot sent."""
    found = sa.select(Letter.subject).where(
        Letter.chat_id == chat_id, Letter.message_id == message_id, Letter.subject.is_not(None)
    )
    return session.scalar(found.limit(1))


def last_subject(session: Session, chat_id: int) -> str | None:
    """The subject of the last message that the bot has sent to a chat; None: it had none."""
    found = sa.select(Letter.subject).where(
        Letter.chat_id == chat_id, Letter.message_id.is_not(None), Letter.method.startswith("send")
    )
    return session.scalar(found.order_by(Letter.message_id.desc()).limit(1))


def words_in(session: Session, chat_id: int, message_id: int) -> dict[str, Any] | None:
    """What a text that the bot sent says by now, with its keys; None when that is forgotten."""
    found = sa.select(Letter.payload).where(
        Letter.chat_id == chat_id,
        Letter.message_id == message_id,
        Letter.method.in_(["sendMessage", "editMessageText"]),
        Letter.state.in_([*UNSENT, LetterState.SENT]),
    )
    return session.scalar(found.order_by(Letter.id.desc()).limit(1))


def comes_after(session: Session, subject: str, message_id: int) -> bool:
    """Whether all that was said about a subject stands below a message of the same chat, or is still to be sent.

    Telegram numbers the messages of a private chat as they reach it, whoever wrote them: that is exact, and no clock.
    """
    said = sa.select(Letter.state, Letter.message_id).where(Letter.subject == subject, Letter.method.startswith("send"))
    rows = list(session.execute(said))
    return bool(rows) and all(row.state in UNSENT or (row.message_id or 0) > message_id for row in rows)


def take_back(session: Session, subject: str) -> None:
    """What was to be said about a subject and has not been sent is not said any more."""
    waiting = sa.update(Letter).where(Letter.subject == subject, Letter.state.in_(NOT_BEGUN))
    session.execute(waiting.values(state=LetterState.WITHDRAWN, subject=None))


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


def waiting_keys(session: Session, beginning: str) -> list[str]:
    """Of what has not begun to be sent."""
    unsent = (Letter.state.in_(written_out(*UNSENT)), Letter.state.in_(NOT_BEGUN))
    found = session.scalars(sa.select(Letter.key).where(*unsent, Letter.key.startswith(beginning, autoescape=True)))
    return [key for key in found if key is not None]


def withdraw(session: Session, prefix: str, chat_id: int | None = None) -> int:
    """Marks unsent letters (perhaps of one chat) whose key begins with `prefix` as withdrawn; gives how many messages
    that are. An index leads to all that is unsent: to the beginning of a key none does.

    Refuses for all chats what ends amid a number: it is how the keys of other numbers begin, too.
    """
    if chat_id is None and not prefix.endswith(":"):
        raise ValueError(prefix)
    of_chat = [] if chat_id is None else [Letter.chat_id == chat_id]
    unsent = (Letter.state.in_(written_out(*UNSENT)), Letter.state.in_(NOT_BEGUN), *of_chat)
    begins = Letter.key.startswith(prefix, autoescape=True)
    in_break = sa.update(Letter).where(*OF_BREAKS, *of_chat, begins)  # it does not come back with its network
    session.execute(in_break.values(reason="").execution_options(synchronize_session=False))
    change = sa.update(Letter).where(*unsent, begins)
    return list(session.scalars(change.values(state=LetterState.WITHDRAWN).returning(Letter.part))).count(0)
