"""Tasks: heavy work outside of units. Its facts are read in one, it is done in a process, its result said in another.

One at a time in each process of the bot; several share the tasks, and each task is one's. After `kill -9` its lease
runs out and it is done again: nothing of it was said before.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from reports.printing import Order
from scheduler.worker import WorkFailed, do_work
from store import tasks as store
from store.away import is_passing
from store.database import Database
from store.frozen import frozen
from store.models import Task, TaskKind, TaskState
from store.tasks import Leased

log = structlog.get_logger(__name__)

MOST_TRIES = 3
BETWEEN_TRIES = timedelta(seconds=20)
GIVE_BACK_WITHIN = 0.5
STOP_WITHIN = 1.0


@frozen
class Work:
    """What a kind of task does.

    order: the work, from what stands in the store now; None: it is needed no more
    tell: says what came of it, a kept file with this digest
    give_up: says that nothing did
    """

    order: Callable[[Session, Task, datetime], Order | None]
    tell: Callable[[Session, Task, str, datetime], None]
    give_up: Callable[[Session, Task, datetime], None]


class Tasks:
    """Those of one process of however many. `do`: does an order."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        wake_delivery: Callable[[], None],
        works: Mapping[TaskKind, Work],
        do: Callable[[Order], Awaitable[bytes]] = do_work,
    ) -> None:
        self._database = database
        self._now = now
        self._wake_delivery = wake_delivery
        self._works = works
        self._do_order = do
        self._ringing: asyncio.Task[None] | None = None
        self._is_rung = False
        self._has_taken_up = not database.is_sqlite
        self._stopping = False

    def ring(self) -> None:
        """There is something to do. What is under way goes on to it."""
        self._is_rung = True
        if not self._stopping and (self._ringing is None or self._ringing.done()):
            self._ringing = asyncio.create_task(self._rung())

    async def do_due(self) -> int:
        """Does all that is due, one after the other; gives how many that were."""
        number = 0
        while not self._stopping and (leased := await self._lease()) is not None:
            await self._do(leased)
            number += 1
        return number

    async def stop(self) -> None:
        """Begins nothing more. What is under way is broken off: it is done by another, or after the next start."""
        self._stopping = True
        if self._ringing is not None and not self._ringing.done():
            self._ringing.cancel()
            await asyncio.wait([self._ringing], timeout=STOP_WITHIN)

    async def _rung(self) -> None:
        try:
            while self._is_rung:
                self._is_rung = False
                await self.do_due()
        except Exception as failure:
            if not is_passing(failure):  # the store is away: the next look rings again
                log.exception("tasks_broke", error=type(failure).__name__)

    async def _lease(self) -> Leased | None:
        due = await self._database.read(store.next_due)
        if due is not None and not self._has_taken_up:
            due = await self._take_up()
        if due is None or due > self._now():
            return None
        return await self._database.run(lambda session: store.lease_next(session, self._now()))

    async def _take_up(self) -> datetime | None:
        """An embedded store has one process: what is leased there was leased by the one before this."""
        self._has_taken_up = True
        await self._database.run(lambda session: store.return_leased(session, self._now()))
        return await self._database.read(store.next_due)

    async def _do(self, leased: Leased) -> None:
        try:
            await self._done(leased)
        except asyncio.CancelledError:
            await self._give_back(leased)
            raise
        except Exception as failure:
            if is_passing(failure):
                raise
            reason = str(failure) if isinstance(failure, WorkFailed) else type(failure).__name__
            log.warning("task_failed", task=leased.id, kind=leased.kind.value, attempt=leased.attempts, reason=reason)
            await self._database.run(lambda session: self._failed(session, leased, reason))
        self._wake_delivery()

    async def _done(self, leased: Leased) -> None:
        work = self._works[leased.kind]

        def facts(session: Session) -> tuple[Order | None, bool]:
            order = work.order(session, session.get_one(Task, leased.id), self._now())
            return order, order is not None and store.is_kept(session, order.digest)

        order, is_kept = await self._database.read(facts)
        made = None if order is None or is_kept else await self._do_order(order)

        def unit(session: Session) -> None:
            task, now = store.held(session, leased), self._now()
            if task is None:
                return
            if order is not None and made is not None:
                store.keep_for(session, task, order.digest, made, now)
            elif order is not None:
                store.use_again(session, order.digest, now)
            if order is not None:
                work.tell(session, task, order.digest, now)
            store.end(task, TaskState.DONE, now)

        await self._database.run(unit)

    def _failed(self, session: Session, leased: Leased, reason: str) -> None:
        task, now = store.held(session, leased), self._now()
        if task is None:
            return
        if leased.attempts < MOST_TRIES:
            store.put_off(task, now + BETWEEN_TRIES * leased.attempts, reason[:256])
            return
        store.end(task, TaskState.FAILED, now, reason[:256])
        try:
            with session.begin_nested():
                self._works[leased.kind].give_up(session, task, now)
        except Exception as failure:  # what breaks the work may break this, too; it ends all the same
            if is_passing(failure):
                raise
            log.exception("task_failure_not_told", task=leased.id, error=type(failure).__name__)
        log.error("task_given_up", task=leased.id, kind=leased.kind.value, reason=reason)

    async def _give_back(self, leased: Leased) -> None:
        """Should the store be away, the lease ends by itself."""
        with suppress(Exception):
            async with asyncio.timeout(GIVE_BACK_WITHIN):
                await self._database.run(lambda session: store.give_back(session, leased, self._now()))
