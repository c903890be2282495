"""Heavy work that waits for a process of its own, and the files that come of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row, choice


class TaskKind(StrEnum):
    """What is to be made."""

    RECORD = "record"
    NOTE = "note"
    CATCH_UP = "catch_up"
    LEDGER = "ledger"
    NEEDS = "needs"
    CONSULTATION = "consultation"
    CERTIFICATE = "certificate"
    COMPOSITION = "composition"
    CALL = "call"
    REPORT = "report"


class TaskState(StrEnum):
    """`leased`: some process is at it."""

    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


class Task(Row):
    """Something to be made outside of a unit of work, whose result is said in letters.

    key: the same is not made twice at once
    details: what it is about, for the feature that asked for it
    due_at: when somebody has to look at it next: to begin it, or because whoever leased it is gone; None: it has ended
    reason: why the last try failed
    """

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TaskKind] = mapped_column(choice(TaskKind))
    key: Mapped[str] = mapped_column(String(128), unique=True)
    details: Mapped[dict[str, Any]]
    state: Mapped[TaskState] = mapped_column(choice(TaskState), default=TaskState.WAITING)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(256), default="")
    created_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class KeptFile(Row):
    """A file that was made, found again by what it was made of: `digest`.

    made_at: or used again since
    made_for: of which kind it is and for whose network, as far as that is known, to find what names somebody
    """

    __tablename__ = "kept_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(index=True)
    made_for: Mapped[str | None] = mapped_column(String(32), index=True)
