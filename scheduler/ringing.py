"""What rings: the ticks, when each has something to do, and what it does then. Who rings by hand does it here."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler import (
    adoptions,
    afterwards,
    announcements,
    attachments,
    closing,
    commitments,
    consultations,
    contacts,
    date_polls,
    digests,
    few,
    follow_ups,
    guests,
    live,
    offers,
    outcomes,
    pairs,
    planned_prompts,
    previews,
    prompt_results,
    prompts,
    records,
    reminders,
    rota,
    search,
    set_back,
    sheets,
    surveys,
)
from scheduler.tasks import Tasks
from scheduler.tick import Tick
from store.database import Database
from store.moments import Earliest, next_moments
from store.tasks import NEXT_TASK

TICKS: tuple[Tick, ...] = (
    set_back.TICK,
    reminders.TICK,
    date_polls.TICK,
    rota.TICK,
    afterwards.TICK,
    commitments.TICK,
    adoptions.TICK,
    outcomes.TICK,
    live.TICK,
    offers.TICK,
    records.TICK,
    guests.TICK,
    planned_prompts.TICK,
    previews.TICK,
    prompts.TICK,
    prompt_results.TICK,
    sheets.TICK,
    few.TICK,
    digests.TICK,
    contacts.TICK,
    consultations.TICK,
    closing.TICK,
    surveys.TICK,
    follow_ups.TICK,
    pairs.TICK,
    attachments.TICK,
    announcements.TICK,
    search.TICK,
)


async def run_tick(database: Database, tick: Tick, now: datetime) -> int:
    """Does a page of what is due for one tick; gives how much that was."""
    return await database.run(lambda session: tick.enqueue(session, now))


async def run_due(database: Database, now: datetime, tasks: Tasks | None = None) -> int:
    """Does a page of what is due, for each tick that has something due, in one unit: for those who ring by hand.
    With `tasks` those that are due, too.
    """
    done, _ = await run_due_or_look_ahead(database, now, tasks)
    return done


async def run_due_or_look_ahead(
    database: Database, now: datetime, tasks: Tasks | None = None
) -> tuple[int, datetime | None]:
    """The same. Where nothing was done also what `next_due` tells, which one look has answered too; else None."""
    dues, task_at = await next_of(database, [tick.due for tick in TICKS])
    done = await database.run(lambda session: ring(session, dues, now)) if _due(dues, now) else 0
    if tasks is not None and task_at is not None:
        done += await tasks.do_due()
    return done, None if done else _earliest(dues, task_at)


def ring(session: Session, dues: Mapping[Tick, datetime], now: datetime) -> int:
    """The same within a unit; `dues`: when each tick has something to do next."""
    return sum([tick.enqueue(session, now) for tick in _due(dues, now)])


def _due(dues: Mapping[Tick, datetime], now: datetime) -> list[Tick]:
    return [tick for tick, moment in dues.items() if moment <= now]


async def next_due(database: Database) -> datetime | None:
    """The next moment at which a tick has something to do, or a task is to be done."""
    return _earliest(*await next_of(database, [tick.due for tick in TICKS]))


def _earliest(dues: Mapping[Tick, datetime], task_at: datetime | None) -> datetime | None:
    return min([*dues.values(), *((task_at,) if task_at is not None else ())], default=None)


async def next_of(database: Database, asked: Sequence[Earliest]) -> tuple[dict[Tick, datetime], datetime | None]:
    """Of each tick the moment that is asked for, in the order of the ticks, where there is one; and that of a task."""
    *moments, task_at = await database.read(lambda session: next_moments(session, *asked, NEXT_TASK))
    return of_ticks(moments), task_at


def of_ticks(moments: Sequence[datetime | None]) -> dict[Tick, datetime]:
    """The moments of all ticks, given in the order of the ticks, where there is one."""
    return {tick: moment for tick, moment in zip(TICKS, moments, strict=True) if moment is not None}
