"""Tasks: each is one process's, is done again when that one dies, and is said once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from actions import letters
from reports.printing import Order
from scheduler.clock import Clock
from scheduler.ringing import next_due
from scheduler.tasks import BETWEEN_TRIES, MOST_TRIES, Tasks, Work
from scheduler.upkeep import FILES, forget_old
from scheduler.worker import WorkFailed
from store import tasks as store
from store.database import Database, connect
from store.models import KeptFile, Letter, MediaKind, Task, TaskKind, TaskState
from store.tasks import LEASE
from texts.media import Kept, Media
from texts.message import Html, Message

NOW = datetime(2027, 6, 20, 9, tzinfo=UTC)
ROSA = 1002
SOON = timedelta(minutes=10)


class Making:
    """Does orders as it is told to; tells which it was given."""

    def __init__(self) -> None:
        self.given: list[bytes] = []
        self.fails = 0
        self.hangs: asyncio.Event | None = None
        self.begun = asyncio.Event()

    async def do(self, order: Order) -> bytes:
        self.given.append(order.given)
        self.begun.set()
        if self.hangs is not None:
            await self.hangs.wait()
        if self.fails:
            self.fails -= 1
            raise WorkFailed("ended with -9 and 0 bytes")
        return b"%PDF " + order.given


class Hand:
    """The tasks of one process, under a clock of their own."""

    def __init__(self, database: Database, making: Making | None = None) -> None:
        self.now = NOW
        self.making = making or Making()
        self.woken = 0
        works = {TaskKind.RECORD: Work(_order, _tell, _give_up)}
        self.tasks = Tasks(database, lambda: self.now, self._wake, works, self.making.do)

    def _wake(self) -> None:
        self.woken += 1


def _order(_session: Session, task: Task, _now: datetime) -> Order | None:
    return Order("module", task.details["words"].encode()) if "words" in task.details else None


def _tell(session: Session, task: Task, digest: str, now: datetime) -> None:
    message = Message(Html("Acta"), media=Media(MediaKind.DOCUMENT, Kept(digest, "acta.pdf")))
    letters.send(session, ROSA, message, now=now, postage=letters.Postage(key=f"task:{task.id}"))


def _give_up(session: Session, task: Task, now: datetime) -> None:
    if task.details["words"] == "untellable":
        letters.send(session, ROSA, Message(Html("Half")), now=now)
        raise LookupError
    letters.send(session, ROSA, Message(Html("No")), now=now)


def wanted(key: str = "a", words: str | None = "uno") -> Callable[[Session], bool]:
    details = {} if words is None else {"words": words}
    return lambda session: store.want(session, TaskKind.RECORD, key, details, NOW)


def state(session: Session) -> tuple[list[tuple[TaskState, int, datetime | None]], int, int]:
    """Each task, and how many letters and kept files there are."""
    tasks = [(one.state, one.attempts, one.due_at) for one in session.scalars(sa.select(Task).order_by(Task.id))]
    counts = [session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in (Letter, KeptFile)]
    return tasks, counts[0], counts[1]


async def test_task_is_done_once_and_what_is_kept_is_not_made_again(database: Database) -> None:
    hand = Hand(database)

    assert [await database.run(wanted()), await database.run(wanted())] == [True, False]
    assert await next_due(database) == NOW
    assert await hand.tasks.do_due() == 1
    assert await hand.tasks.do_due() == 0
    assert await database.read(state) == ([(TaskState.DONE, 1, None)], 1, 1)
    assert await database.run(wanted()), "what has ended can be wanted again"
    await database.run(wanted("b"))
    await database.run(wanted("c", None))
    assert await hand.tasks.do_due() == 3

    assert hand.making.given == [b"uno"], "the same was kept, and what is needed no more is not made"
    assert (await database.read(state))[1:] == (2, 1)
    assert hand.woken == 4


async def test_file_that_is_used_again_is_kept_on(database: Database) -> None:
    hand = Hand(database)
    for key in ("a", "b"):
        await database.run(wanted(key))
        assert await hand.tasks.do_due() == 1
        hand.now += FILES - timedelta(days=1)

    await database.run(lambda session: forget_old(session, hand.now))
    assert (await database.read(state))[2] == 1
    hand.now += timedelta(days=2)
    await database.run(lambda session: forget_old(session, hand.now))
    assert (await database.read(state))[2] == 0
    assert hand.making.given == [b"uno"]


async def test_work_that_breaks_is_tried_again_and_given_up_in_the_end(database: Database) -> None:
    hand = Hand(database)
    hand.making.fails = MOST_TRIES + 1
    await database.run(wanted())

    with capture_logs() as logged:
        for attempt in range(1, MOST_TRIES + 1):
            assert await hand.tasks.do_due() == 1
            assert await hand.tasks.do_due() == 0
            hand.now += BETWEEN_TRIES * attempt
    assert await database.read(state) == ([(TaskState.FAILED, MOST_TRIES, None)], 1, 0)
    assert [entry["event"] for entry in logged] == ["task_failed"] * MOST_TRIES + ["task_given_up"]
    assert {entry["reason"] for entry in logged} == {"ended with -9 and 0 bytes"}

    await database.run(wanted())
    await hand.tasks.do_due()
    hand.now += BETWEEN_TRIES
    await hand.tasks.do_due()
    assert await database.read(state) == ([(TaskState.DONE, 2, None)], 2, 1)


async def test_task_ends_also_when_its_failure_cannot_be_told(database: Database) -> None:
    hand = Hand(database)
    hand.making.fails = MOST_TRIES
    await database.run(wanted(words="untellable"))

    with capture_logs() as logged:
        for attempt in range(1, MOST_TRIES + 1):
            await hand.tasks.do_due()
            hand.now += BETWEEN_TRIES * attempt

    assert await database.read(state) == ([(TaskState.FAILED, MOST_TRIES, None)], 0, 0)
    assert [entry["event"] for entry in logged][-2:] == ["task_failure_not_told", "task_given_up"]


async def test_task_of_a_process_that_was_killed_is_done_by_another_and_said_once(database: Database) -> None:
    gone, other = Hand(database), Hand(database)
    await database.run(wanted("before", None))
    assert await other.tasks.do_due() == 1, "and is no process that has just begun"
    await database.run(wanted())
    gone.making.hangs = asyncio.Event()
    hanging = asyncio.create_task(gone.tasks.do_due())
    await gone.making.begun.wait()

    assert await other.tasks.do_due() == 0, "it is leased"
    other.now += LEASE
    assert await other.tasks.do_due() == 1
    gone.making.hangs.set()  # it was not dead, only late
    await hanging

    assert await database.read(state) == ([(TaskState.DONE, 1, None), (TaskState.DONE, 2, None)], 1, 1)


async def test_embedded_store_goes_on_at_once_after_its_process_was_killed(database: Database) -> None:
    gone, restarted = Hand(database), Hand(database)
    gone.making.hangs = asyncio.Event()
    await database.run(wanted())
    hanging = asyncio.create_task(gone.tasks.do_due())
    await gone.making.begun.wait()

    clock = Clock(database, lambda: restarted.now, lambda: None, tasks=restarted.tasks)
    await clock.look()
    if database.is_sqlite:
        await _until(lambda: restarted.woken > 0)
    assert await restarted.tasks.do_due() == 0
    hanging.cancel()
    await asyncio.wait([hanging])

    assert len(restarted.making.given) == database.is_sqlite, "of several processes the other may still be there"
    await restarted.tasks.stop()


async def test_replicas_share_the_tasks(postgres_url: str) -> None:
    """An embedded store has one process: the second would take what the first has in hand for left behind."""
    database, second = connect(postgres_url), connect(postgres_url)
    try:
        hands = [Hand(database), Hand(second)]
        for number in range(6):
            await database.run(wanted(str(number), str(number)))

        await asyncio.gather(*(hand.tasks.do_due() for hand in hands))

        given = sorted(given for hand in hands for given in hand.making.given)
        assert given == [str(number).encode() for number in range(6)]
        assert (await database.read(state))[1:] == (6, 6)
    finally:
        await second.close()
        await database.close()


async def test_stop_breaks_off_what_is_under_way_and_that_was_no_try(database: Database) -> None:
    hand = Hand(database)
    hand.making.hangs = asyncio.Event()
    await database.run(wanted())
    hand.tasks.ring()
    await hand.making.begun.wait()

    await asyncio.wait_for(hand.tasks.stop(), 5)

    assert await database.read(state) == ([(TaskState.WAITING, 0, NOW)], 0, 0)
    hand.tasks.ring()
    assert await hand.tasks.do_due() == 0


async def test_look_of_the_clock_rings_for_tasks(database: Database) -> None:
    hand = Hand(database)
    clock = Clock(database, lambda: hand.now, lambda: None, tasks=hand.tasks)
    await database.run(lambda session: store.want(session, TaskKind.RECORD, "a", {"words": "x"}, NOW + SOON))

    assert await clock.look() == NOW + SOON
    hand.now += SOON
    await clock.look()
    await asyncio.wait_for(hand.making.begun.wait(), 5)
    await _until(lambda: hand.woken > 0)

    assert await clock.look() is None
    await hand.tasks.stop()


async def _until(is_so: Callable[[], bool], pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    async with asyncio.timeout(5):
        while not is_so():
            await pause(0.01)
