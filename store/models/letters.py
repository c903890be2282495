"""The outbox: what is to be said to Telegram, and the pace at which it may be said."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Index, String, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import BigId, Row, choice
from store.models.partial import index_of_some


class Lane(StrEnum):
    """Order is kept within a chat and lane, so that a waiting digest never holds an answer back."""

    ANSWERS = "answers"
    BULK = "bulk"


class Priority(IntEnum):
    """Lower goes first."""

    ANSWER = 0
    NEWS = 10
    REMINDER = 20
    CORRECTION = 25  # of an announcement: what is wrong on a phone is mended before more of it goes out
    ANNOUNCEMENT = 30
    DIGEST = 40


class LetterState(StrEnum):
    """`posting` is committed just before the call: after a crash only those may have been sent or not.

    `paused` is out of everybody's way: it holds back no other letter of its chat.
    """

    WAITING = "waiting"
    PAUSED = "paused"
    LEASED = "leased"
    POSTING = "posting"
    SENT = "sent"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


NOT_BEGUN = (LetterState.WAITING, LetterState.LEASED)  # these can still be taken back
UNSENT = (*NOT_BEGUN, LetterState.POSTING)
TO_COME = (*UNSENT, LetterState.PAUSED)  # without an outcome yet


def written_out(*words: str) -> list[ColumnElement[Any]]:
    """Words of ours in a statement itself rather than as its parameters, which have to be filled in each time.

    Both databases use an index of some rows only where they see the words.
    """
    return [literal_column(f"'{word}'") for word in words]


# It has an outcome, and no card is found by it: a question is none. An index of some rows is used where a query says
# the very same words.
FORGETTABLE = (
    "state NOT IN ('waiting', 'leased', 'posting', 'paused') AND "
    "(subject IS NULL OR substr(method, 1, 4) <> 'send' OR substr(subject, 1, 9) = 'question:')"
)
LOST = "state IN ('refused', 'late')"
IN_BREAK = "break"  # the reason of a letter that its network's break has withdrawn, and that nobody has since
IN_BREAKS = f"state = 'withdrawn' AND reason = '{IN_BREAK}'"


class Letter(Row):
    """One Bot API call to make. `subject` ("challenge:7") finds the copies of a card again, for edits and replies.

    kind: what it is (a `Kind`), of letters to a person that are no answer to what they have just done
    part: which part of a message that is longer than Telegram takes at once; 0 is the first and mostly the only one
    album: the numbers of all messages of an album; `message_id` is the one with its words
    """

    __tablename__ = "letter"
    __table_args__ = (
        index_of_some(
            "ix_letter_unsent", "priority", "due_at", "id", where="state IN ('waiting', 'leased', 'posting')"
        ),
        index_of_some(
            "ix_letter_unsent_chat",
            "chat_id",
            "lane",
            "due_at",
            "id",
            where="state IN ('waiting', 'leased', 'posting')",
        ),
        # Leases that end, and letters put off: few at any time, among however many wait.
        index_of_some("ix_letter_lease_until", "lease_until", where="lease_until IS NOT NULL"),
        Index("ix_letter_chat_id_message_id", "chat_id", "message_id"),
        # What reached nobody: little, however much did.
        index_of_some("ix_letter_lost", "created_at", where=LOST),
        # What comes after all when a break is undone.
        index_of_some("ix_letter_in_break", "due_at", where=IN_BREAKS),
        # What somebody had, or will have, by itself.
        index_of_some("ix_letter_kind", "chat_id", "due_at", where="kind IS NOT NULL"),
        # A letter comes in when it has an outcome, the latest last.
        index_of_some("ix_letter_forgettable", "created_at", where=FORGETTABLE),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    lane: Mapped[Lane] = mapped_column(choice(Lane))
    priority: Mapped[int]
    due_at: Mapped[datetime]
    stale_at: Mapped[datetime | None]
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.WAITING)
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)  # that failed
    doubts: Mapped[int] = mapped_column(default=0, server_default="0")  # that perhaps did not: see store/outbox/policy
    key: Mapped[str | None] = mapped_column(String(128), unique=True)
    method: Mapped[str] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]]
    subject: Mapped[str | None] = mapped_column(String(64), index=True)
    kind: Mapped[str | None] = mapped_column(String(24))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    part: Mapped[int] = mapped_column(default=0)
    album: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[str] = mapped_column(String(256), default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Pace(Row):
    """A GCRA clock: the moment from which the next call under `key` ("bot", "chat:7", "group:-7") may be made."""

    __tablename__ = "pace"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    next_at: Mapped[datetime]


class Pause(Row):
    """While this row is there, no letter about `subject` ("announcement:7") goes out."""

    __tablename__ = "pause"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]
