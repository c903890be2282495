"""Tasks: put in, leased by one process at a time, ended. A lease says: until then it is mine."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import insert_new
from store.frozen import frozen
from store.models import KeptFile, Task, TaskKind, TaskState
from store.moments import Earliest, next_moments

NEXT_TASK = Earliest(sa.select(sa.func.min(Task.due_at)))  # when somebody has to look at one
LEASE = timedelta(minutes=2)
ENDED = (TaskState.DONE, TaskState.FAILED)


@frozen
class Leased:
    """A task that is this process's own. `attempts` tells it from the same one, leased again later."""

    id: int
    kind: TaskKind
    attempts: int


def next_due(session: Session) -> datetime | None:
    """When somebody has to look at a task."""
    return next_moments(session, NEXT_TASK)[0]


def want(
    session: Session,
    kind: TaskKind,
    key: str,
    details: dict[str, Any],
    now: datetime,
    *,
    due_at: datetime | None = None,
) -> bool:
    """Something is to be made; False when it is under way. What has ended is made anew, and what waits for later is
    brought forward. `due_at`: not before then.
    """
    due_at = due_at or now
    values = {"kind": kind, "key": key, "details": details, "state": TaskState.WAITING, "due_at": due_at}
    begun = {"attempts": 0, "reason": "", "created_at": now}
    if insert_new(session, Task, values | begun, unique=["key"]):
        return True
    again = sa.update(Task).where(Task.key == key, Task.state.in_(ENDED))
    fresh = {**begun, "details": details, "state": TaskState.WAITING, "due_at": due_at, "ended_at": None}
    if session.scalar(again.values(fresh).returning(Task.id)) is not None:
        return True
    later = sa.update(Task).where(Task.key == key, Task.state == TaskState.WAITING, Task.due_at > due_at)
    sooner = {"details": details, "due_at": due_at}
    return session.scalar(later.values(sooner).returning(Task.id)) is not None


def lease_next(session: Session, now: datetime) -> Leased | None:
    """The first one that is due; what another process has in hand is left to it."""
    due = sa.select(Task).where(Task.due_at <= now).order_by(Task.due_at, Task.id).limit(1)
    task = session.scalar(due.with_for_update(skip_locked=True))
    if task is None:
        return None
    task.state, task.due_at = TaskState.LEASED, now + LEASE
    task.attempts += 1
    session.flush()
    return Leased(task.id, task.kind, task.attempts)


def return_leased(session: Session, now: datetime) -> None:
    """Whoever leased these is gone: somebody else may go on at once."""
    session.execute(sa.update(Task).where(Task.state == TaskState.LEASED).values(state=TaskState.WAITING, due_at=now))


def held(session: Session, leased: Leased) -> Task | None:
    """The task, for nobody else to end; None when its lease has run out and somebody else has it."""
    task = session.scalar(sa.select(Task).where(Task.id == leased.id).with_for_update())
    is_ours = task is not None and task.state is TaskState.LEASED and task.attempts == leased.attempts
    return task if is_ours else None


def end(task: Task, state: TaskState, now: datetime, reason: str = "") -> None:
    """It is through, or given up."""
    task.state, task.due_at, task.ended_at, task.reason = state, None, now, reason


def put_off(task: Task, until: datetime, reason: str) -> None:
    """It is tried again then."""
    task.state, task.due_at, task.reason = TaskState.WAITING, until, reason


def give_back(session: Session, leased: Leased, now: datetime) -> None:
    """It was broken off, and that was no try."""
    task = held(session, leased)
    if task is not None:
        task.state, task.due_at, task.attempts = TaskState.WAITING, now, task.attempts - 1


def is_kept(session: Session, digest: str) -> bool:
    """Whether a file is there that was made of just this."""
    return session.scalar(sa.select(KeptFile.digest).where(KeptFile.digest == digest)) is not None


def keep(session: Session, digest: str, content: bytes, now: datetime, *, made_for: str | None = None) -> None:
    """Keeps a file; harmless when another process has made the same."""
    values = {"digest": digest, "content": content, "made_at": now, "made_for": made_for}
    insert_new(session, KeptFile, values, unique=["digest"])


def keep_for(session: Session, task: Task, digest: str, content: bytes, now: datetime) -> None:
    """Keeps what a task has made."""
    network_id = task.details.get("network")
    keep(session, digest, content, now, made_for=None if network_id is None else purpose(task.kind, network_id))


def use_again(session: Session, digest: str, now: datetime) -> bool:
    """Whether a file is there that was made of just this. Letters will name it, so it is kept as long as a new one."""
    again = sa.update(KeptFile).where(KeptFile.digest == digest).values(made_at=now).returning(KeptFile.digest)
    return session.scalar(again) is not None


def content_of(session: Session, digest: str) -> bytes | None:
    """What a kept file holds; None when it was forgotten."""
    return session.scalar(sa.select(KeptFile.content).where(KeptFile.digest == digest))


def purpose(kind: TaskKind, network_id: int) -> str:
    """Of a file: what it is, and for members of which network."""
    return f"{kind.value}:{network_id}"


def forget_files_of(session: Session, kind: TaskKind, network_ids: Collection[int], now: datetime) -> None:
    """What tasks of a kind have made for members of these networks. What is being made at this moment names whom it
    named before: it is begun again.
    """
    made_for = [purpose(kind, network_id) for network_id in network_ids]
    session.execute(sa.delete(KeptFile).where(KeptFile.made_for.in_(made_for)))
    under_way = sa.select(Task).where(Task.kind == kind, Task.state == TaskState.LEASED).with_for_update()
    for task in session.scalars(under_way, execution_options={"populate_existing": True}):
        if task.details.get("network") in network_ids:
            task.state, task.due_at = TaskState.WAITING, now
    session.flush()
