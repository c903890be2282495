"""The same ticks against a copy of the store, month by month, sending nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from scheduler.clock import TICKS, ring_due
from scheduler import upkeep
from scheduler.works import WORKS
from store import tasks
from store.models import Task, TaskState
from store.moments import next_moments
from store.outbox.rehearsing import NEXT_LETTER, arrive
from store.tasks import NEXT_TASK

MONTH = timedelta(days=30)
MOST_ROUNDS = 1000


def live(session: Session, now: datetime, until: datetime, heard) -> None:
    settle(session, now, heard)
    n = 0
    kept = now
    while (following := next_event(session)) is not None and following <= until:
        n += 1
        now = max(now, following)
        if now > kept + MONTH:
            kept = now
            while upkeep.TICK.enqueue(session, now):
                session.flush(); session.expunge_all()
        settle(session, now, heard)
    return n

def next_event(session):
    ms = next_moments(session, *(t.due for t in TICKS), NEXT_TASK, NEXT_LETTER)
    return min((m for m in ms if m is not None), default=None)


def settle(session, now, heard):
    for _ in range(MOST_ROUNDS):
        for l in arrive(session, now):
            heard(now, l)
        n = ring_due(session, now)
        session.flush(); session.expunge_all()
        n += work(session, now)
        if not n:
            break

def work(session, now):
    n = 0
    while (leased := tasks.lease_next(session, now)) is not None:
        n += 1
        task = session.get_one(Task, leased.id)
        w = WORKS[leased.kind]
        order = w.order(session, task, now)
        if order is not None:
            w.tell(session, task, order.digest, now)
        tasks.end(task, TaskState.DONE, now)
        session.flush(); session.expunge_all()
    return n
