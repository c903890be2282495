"""Several deliverers, crashes, ticks and every outcome in any order: the promises of the outbox hold in all of them.

`pytest tests/store/test_outbox_interleavings.py --hypothesis-profile thorough` tries thousands of orders.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from store import letters, outbox
from store.database import Database, connect
from store.models import UNSENT, Lane, Letter, LetterState, Pace, Priority
from store.outbox import Leased, PaceSettings
from tests.examples import examples

NOON = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
POSTING = timedelta(seconds=60)
PACE = PaceSettings(per_second=1000, private_burst=1000, group_burst=19)

EVERYBODY = (1, 2, 3)
CHATS = st.sampled_from(EVERYBODY)
DELIVERERS = st.sampled_from([0, 1])
OUTCOMES = st.sampled_from(["sent", "later", "flood", "outage", "unknown", "refused"])
DELIVERING = st.one_of(
    st.tuples(st.just("take"), st.integers(1, 4)),
    st.tuples(st.just("lease"), st.integers(1, 4)),
    st.tuples(st.just("post"), st.just(None)),
    st.tuples(st.just("record"), OUTCOMES),
    st.tuples(st.just("release"), st.just(None)),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), CHATS, st.sampled_from(Lane)),
        st.tuples(st.just("ring"), CHATS, st.integers(1, 3)),
        st.tuples(st.just("deliver"), DELIVERERS, DELIVERING),
        st.tuples(st.just("deliver"), DELIVERERS, DELIVERING),
        st.tuples(st.just("deliver_together"), DELIVERING, DELIVERING),
        st.tuples(st.just("race"), st.sampled_from(Lane), st.integers(1, 4)),
        st.tuples(st.just("crash"), DELIVERERS, st.just(None)),
        st.tuples(st.just("wait"), st.sampled_from([1, 9, 30, 90]), st.just(None)),
    ),
    min_size=5,
    max_size=60,
)
EXAMPLES = examples(20, thorough=1500)


@dataclass
class Deliverer:
    leased: list[Leased] = field(default_factory=list)
    posting: list[Leased] = field(default_factory=list)

    @property
    def in_hand(self) -> list[int]:
        return [letter.id for letter in self.posting]


@dataclass
class Story:
    """What happened, beside what the store says about it."""

    database: Database
    now: datetime = NOON
    deliverers: tuple[Deliverer, Deliverer] = field(default_factory=lambda: (Deliverer(), Deliverer()))
    posts: list[int] = field(default_factory=list)  # letters, in the order in which they reached Telegram
    doubts: dict[int, int] = field(default_factory=dict)  # how often a letter's answer was lost
    reminders: set[str] = field(default_factory=set)  # keys of those that were written

    async def write(self, chat_id: int, lane: Lane) -> None:
        values: dict[str, Any] = {
            "method": "sendMessage", "payload": {}, "priority": Priority.ANSWER, "stale_at": None,
            "key": None, "subject": None, "message_id": None,
        }  # fmt: skip
        at = self.now
        await self.database.run(
            lambda session: letters.add(session, chat_id=chat_id, lane=lane, due_at=at, created_at=at, **values)
        )

    async def ring(self, chat_id: int, reminder: int) -> None:
        """Two ticks of two processes find the same reminder due: it is written once."""
        at, key = self.now, f"reminder:{reminder}:{chat_id}"
        values: dict[str, Any] = {
            "method": "sendMessage", "payload": {}, "priority": Priority.REMINDER, "stale_at": None, "key": key,
            "subject": None, "message_id": None, "lane": Lane.BULK, "due_at": at, "created_at": at,
        }  # fmt: skip

        def unit(session: Session) -> bool:
            return letters.add(session, chat_id=chat_id, **values)

        written = await asyncio.gather(self.database.run(unit), self.database.run(unit))
        assert sum(written) == (0 if key in self.reminders else 1)
        self.reminders.add(key)

    async def deliver(self, who: int, step: tuple[str, Any]) -> None:
        name, how = step
        await getattr(self, name)(who, how)

    async def deliver_together(self, first: tuple[str, Any], second: tuple[str, Any]) -> None:
        """Both in the same moment, each on a connection of its own."""
        await asyncio.gather(self.deliver(0, first), self.deliver(1, second))
        held = [letter.id for deliverer in self.deliverers for letter in deliverer.posting]
        assert len(set(held)) == len(held), "one letter, one winner"

    async def race(self, lane: Lane, limit: int) -> None:
        """A letter to everybody, and both go for them at once."""
        for chat_id in EVERYBODY:
            await self.write(chat_id, lane)
        await self.deliver_together(("take", limit), ("take", limit))

    async def lease(self, who: int, limit: int) -> None:
        deliverer, now = self.deliverers[who], self.now
        deliverer.leased += await self.database.run(
            lambda session: outbox.lease_due(session, now, limit=limit, pace=PACE, in_hand=deliverer.in_hand)
        )

    async def take(self, who: int, limit: int) -> None:
        """Leased and marked in one transaction, as delivery does it."""
        deliverer, now = self.deliverers[who], self.now

        def unit(session: Session) -> list[Leased]:
            until, in_hand = now + POSTING, deliverer.in_hand
            posted, _ = outbox.post_due(session, now, until, limit=limit, pace=PACE, in_hand=in_hand)
            return [letter for letter, _ in posted]

        taken = await self.database.run(unit)
        deliverer.posting += taken
        self.posts += [letter.id for letter in taken]

    async def post(self, who: int, _: object) -> None:
        deliverer, now = self.deliverers[who], self.now
        if not deliverer.leased:
            return
        letter = deliverer.leased.pop(0)
        if await self.database.run(lambda session: outbox.mark_posting(session, letter, now + POSTING)):
            deliverer.posting.append(letter)
            self.posts.append(letter.id)

    async def record(self, who: int, outcome: str) -> None:
        if not self.deliverers[who].posting:
            return
        letter, now = self.deliverers[who].posting.pop(0), self.now
        if outcome == "unknown":
            self._doubt(letter.id)
        elif outcome not in ("sent", "refused"):
            self.posts.remove(letter.id)  # it certainly did not arrive
        await self.database.run(lambda session: record(session, letter, outcome, now))

    async def release(self, who: int, _: object) -> None:
        letters_back, self.deliverers[who].leased = self.deliverers[who].leased, []
        await self.database.run(lambda session: outbox.release(session, letters_back))

    async def crash(self, who: int, _: object) -> None:
        for letter in self.deliverers[who].posting:
            self._doubt(letter.id)
        self.deliverers[who].leased, self.deliverers[who].posting = [], []

    async def wait(self, seconds: int, _: object) -> None:
        """Nobody posts longer than the mark says: who would, is as good as crashed."""
        self.now += seconds * SECOND
        if seconds * SECOND >= POSTING / 2:
            for who in (0, 1):
                await self.crash(who, None)

    def _doubt(self, letter_id: int) -> None:
        self.doubts[letter_id] = self.doubts.get(letter_id, 0) + 1

    async def finish(self) -> None:
        """One deliverer that works, for as long as it takes."""
        for who in (0, 1):
            await self.crash(who, None)
        for _ in range(200):
            moment = await self.database.read(lambda session: outbox.next_due(session, self.now, PACE))
            if moment is None:
                return
            self.now = max(self.now, moment)
            await self.lease(0, 10)
            while self.deliverers[0].leased:
                await self.post(0, None)
                await self.record(0, "sent")
        pytest.fail("the outbox is never empty")


def record(session: Session, letter: Leased, outcome: str, now: datetime) -> None:
    match outcome:
        case "sent":
            outbox.record_sent(session, letter, now, message_id=letter.id)
        case "later":
            outbox.record_later(session, letter, now, None, "Bad Gateway")
        case "flood":
            outbox.record_flood(session, letter, now, 5 * SECOND)
        case "outage":
            outbox.record_outage(session, letter, now, None, "no connection")
        case "unknown":
            outbox.record_unknown(session, letter, now, "TimeoutError")
        case "refused":
            outbox.record_refused(session, letter, "Message text is empty")


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_promises_hold_in_every_order_of_events(store_url: str, steps: list[tuple[Any, ...]]) -> None:
    asyncio.run(_live_through(store_url, steps))


async def _live_through(url: str, steps: list[tuple[Any, ...]]) -> None:
    database = connect(url)
    try:
        await database.run(lambda session: [session.execute(sa.delete(each)) for each in (Letter, Pace)])
        story = Story(database)
        for name, first, second in steps:
            await getattr(story, name)(first, second)
        await story.finish()
        await _check(story)
    finally:
        await database.close()


async def _check(story: Story) -> None:
    rows = await story.database.read(lambda session: list(session.scalars(sa.select(Letter).order_by(Letter.id))))
    # Nothing is lost, and nothing is left over.
    assert [row.id for row in rows if row.state in UNSENT] == []
    # Nothing is said twice but what perhaps had not arrived, and that once more for each time that it was in doubt.
    for row in rows:
        times, doubts = story.posts.count(row.id), story.doubts.get(row.id, 0)
        assert times <= 1 + doubts
        assert times >= 1 or row.state == LetterState.REFUSED
    # Within a chat and lane the first arrivals come in the order of writing.
    for chat_id, lane in {(row.chat_id, row.lane) for row in rows}:
        mine = [row.id for row in rows if (row.chat_id, row.lane) == (chat_id, lane)]
        arrivals = [letter_id for letter_id in dict.fromkeys(story.posts) if letter_id in mine]
        assert arrivals == sorted(arrivals)
