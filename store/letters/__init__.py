"""Letters as features see them: put in, found again, taken back. How they go out is `store/outbox`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_all_new, insert_new
from store.models import NOT_BEGUN, UNSENT, Kind, Lane, Letter, LetterState, Priority
from store.models.letters import IN_BREAK, written_out

# How reasons begin of letters that nobody has refused: see store/outbox/policy.py.
GIVEN_UP = "given up: "
PERHAPS_SENT = "perhaps sent"

# A break has withdrawn it, and nobody has since; in words that the index of these shows, too.
OF_BREAKS = tuple(
    column == word
    for column, word in zip((Letter.state, Letter.reason), written_out(LetterState.WITHDRAWN, IN_BREAK), strict=True)
)

SILENT = {"disable_notification": True}

# By these it is counted what has come of letters, whatever their messages became since.
OF_ANNOUNCEMENTS = ("announcement:", "announcing:", "change:")
COUNTED = (*OF_ANNOUNCEMENTS, "digest:", "network-digest:")


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


def known_keys(session: Session, keys: Collection[str]) -> set[str]:
    """Those among keys under which there is a letter, whatever became of it."""
    found = sa.select(Letter.key).where(Letter.key.in_(keys))
    return {key for key in session.scalars(found) if key is not None}


def replace_content(session: Session, letter_id: int, method: str, payload: dict[str, Any]) -> None:
    """Changes what a letter says, not whether it is heard; one that is being posted is followed by an edit."""
    present = session.scalar(sa.select(Letter.payload).where(Letter.id == letter_id))
    if present is not None and is_silent(present):
        payload = payload | SILENT
    session.execute(sa.update(Letter).where(Letter.id == letter_id).values(method=method, payload=payload))


def replace_caption(session: Session, letter_id: int, caption: str) -> None:
    """Changes the words below a picture that is still to go out."""
    present = session.execute(sa.select(Letter.payload).where(Letter.id == letter_id)).scalar_one()
    changed = sa.update(Letter).where(Letter.id == letter_id)
    session.execute(changed.values(payload=present | {"caption": caption}))


def is_silent(payload: dict[str, Any]) -> bool:
    """Whether a letter comes without a sound."""
    return payload.keys() >= SILENT.keys()


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
