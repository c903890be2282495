"""Announcements of several messages, whatever is done to them meanwhile: each phone has all parts of one, in order.

`pytest tests/actions/test_long_announcements.py --hypothesis-profile thorough` tries thousands of orders.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions.announcements import sending
from actions.announcements.correcting import do_correct
from actions.announcements.pausing import do_pause, do_resume
from actions.announcements.sending import do_send
from actions.announcements.standing import delivery_of
from actions.announcements.withdrawing import do_withdraw
from actions.announcements.writing import Content
from actions.refusals import Refused
from store import outbox
from store.database import Database, connect
from store.letters import is_silent
from store.models import Announcement, Letter
from store.models.columns import Row
from store.outbox import Leased
from tests.actions.broadcasting import FIRST_CHAT, IN_MADRID, NOON, Broadcast, broadcast
from tests.examples import examples
from texts import message
from texts.announcements.missed import Missed, Why

PEOPLE = 5
LIMIT = 120  # of one message
WORDS = {1: "lunes", 2: "martes " * 16 + "2", 3: "\n\n".join("jueves " * 9 + number for number in "123")}  # by parts
PARTS = st.sampled_from(sorted(WORDS))
STEP = st.one_of(
    st.tuples(st.just("ring"), st.just(None)),
    st.tuples(st.just("deliver"), st.integers(1, 6)),
    st.tuples(st.just("deliver"), st.integers(1, 6)),
    st.tuples(st.just("put_on_the_wire"), st.integers(1, 4)),
    st.tuples(st.just("arrive"), st.just(None)),
    st.tuples(st.just("fail"), st.just(None)),
    st.tuples(st.just("correct"), PARTS),
    st.tuples(st.just("pause"), st.just(None)),
    st.tuples(st.just("resume"), st.just(None)),
    st.tuples(st.just("wait"), st.sampled_from([5, 60])),
)
STEPS = st.lists(STEP, min_size=5, max_size=40)
DAYS_AND_NIGHTS = st.lists(
    st.one_of(STEP, STEP, st.tuples(st.just("let_hours_pass"), st.sampled_from([1, 4, 9]))), min_size=5, max_size=40
)
# At noon in UTC the third of these is asleep for one more hour.
ZONES = ("Europe/Madrid", "America/Sao_Paulo", "America/Bogota")
MOST_HOURS = timedelta(
    hours=30
)  # nothing grows so old that Telegram would not delete it, or so late that it is not sent
ALL_OUT: list[tuple[str, Any]] = [("ring", None), ("ring", None), *[("deliver", 6)] * 4]
SET_ASIDE: list[tuple[str, Any]] = [("pause", None), ("deliver", 6)]
# A page is let go: the first parts of some, whose second parts are still set aside while a third one is added.
LET_GO_IN_PART: list[tuple[str, Any]] = [
    ("pause", None),
    ("correct", 2),
    ("deliver", 1),
    ("resume", None),
    ("correct", 3),
]
# A third part is on the wire while the second is deleted.
SHORTER_FOR_A_MOMENT: list[tuple[str, Any]] = [
    ("ring", None),
    ("deliver", 9),
    ("put_on_the_wire", 1),
    ("correct", 1),
    ("ring", None),
    ("ring", None),
    ("correct", 3),
]
# Their second parts wait for the morning when a third one is added at night.
HALF_ASLEEP: list[tuple[str, Any]] = [
    ("ring", None),
    ("deliver", 2),
    ("let_hours_pass", 9),
    ("pause", None),
    ("deliver", 1),
    ("correct", 3),
]
EXAMPLES = examples(8, thorough=1000)


@pytest.fixture(autouse=True)
def small_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few people fill several pages, which end within messages, and few words several messages."""
    monkeypatch.setattr(message, "TEXT_LIMIT", LIMIT)
    monkeypatch.setattr(sending, "FIRST_PAGE", 2)
    monkeypatch.setattr(sending, "PAGE", 3)


@dataclass
class Story:
    """What is done to an announcement, beside what stands on the phones."""

    cast: Broadcast
    words: str
    on_the_wire: list[Any] = field(default_factory=list)

    async def ring(self, _: object) -> None:
        await self.cast.ring()

    async def deliver(self, most: int) -> None:
        await self.cast.deliver(most)

    async def put_on_the_wire(self, most: int) -> None:
        self.on_the_wire += await self.cast.begin(most)

    async def arrive(self, _: object) -> None:
        """The one that is on the wire longest."""
        await self.cast.end(self._longest())

    async def fail(self, _: object) -> None:
        for letter, _content in self._longest():
            await self._put_back(letter)

    async def correct(self, parts: int) -> None:
        self.words = WORDS[parts]
        new = Content(self.words, self.words)
        await self._do(lambda session: do_correct(session, *self._mine(session), new, now=self.cast.now))

    async def pause(self, _: object) -> None:
        await self._do(lambda session: do_pause(session, *self._mine(session), now=self.cast.now))

    async def resume(self, _: object) -> None:
        await self._do(lambda session: do_resume(session, *self._mine(session), now=self.cast.now))

    async def withdraw(self) -> None:
        """When edits have arrived: one that comes after its message has gone is refused, and harms nobody."""
        edits = [posted for posted in self.on_the_wire if posted[1].method.startswith("edit")]
        self.on_the_wire = [posted for posted in self.on_the_wire if posted not in edits]
        await self.cast.end(edits)
        await self._do(lambda session: do_withdraw(session, *self._mine(session), now=self.cast.now))

    async def wait(self, seconds: int) -> None:
        self.cast.now += timedelta(seconds=seconds)

    async def let_hours_pass(self, hours: int) -> None:
        latest = max(self.cast.now, NOON + MOST_HOURS)
        self.cast.now = min(self.cast.now + timedelta(hours=hours), latest)

    async def finish(self) -> None:
        while self.on_the_wire:
            await self.arrive(None)
        await self.resume(None)
        await self.cast.go_on(4)
        await self.cast.deliver()  # edits that follow what was on the wire are counted by nobody

    def read(self) -> Counter[str]:
        """The announcements as they stand on the phones, and on how many."""
        phones: dict[int, list[str]] = {}
        for (chat_id, _), text in self.cast.shown.items():
            if text != message.SAID_ABOVE.text:
                phones.setdefault(chat_id, []).append(text)
        return Counter("\n\n".join(parts).partition("\n\n")[2] for parts in phones.values())

    async def reached(self) -> tuple[int, tuple[Missed, ...]]:
        """What the author is told: how many have it, and who has not."""

        def unit(session: Session) -> tuple[int, tuple[Missed, ...]]:
            delivery = delivery_of(session, session.get_one(Announcement, self.cast.number))
            return delivery.people, delivery.missed

        return await self.cast.database.read(unit)

    def _mine(self, session: Session) -> tuple[Any, int]:
        return self.cast.author(session), self.cast.number

    def _longest(self) -> list[Any]:
        return [self.on_the_wire.pop(0)] if self.on_the_wire else []

    async def _put_back(self, letter: Leased) -> None:
        now = self.cast.now
        await self.cast.database.run(lambda session: outbox.record_later(session, letter, now, None, "Bad Gateway"))

    async def _do(self, act: Any) -> None:
        """Presses come at any moment; some of them are refused."""
        with contextlib.suppress(Refused):
            await self.cast.database.run(act)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=PARTS, steps=STEPS, is_withdrawn=st.booleans())
@example(parts=3, steps=[*ALL_OUT, ("correct", 1), ("correct", 3)], is_withdrawn=False)
@example(parts=1, steps=[*SET_ASIDE, ("correct", 2), ("wait", 5), ("resume", None)], is_withdrawn=False)
@example(parts=1, steps=LET_GO_IN_PART, is_withdrawn=False)
@example(parts=3, steps=SHORTER_FOR_A_MOMENT, is_withdrawn=False)
def test_every_phone_has_the_newest_words_once_and_in_order(
    store_url: str, parts: int, steps: list[tuple[str, Any]], is_withdrawn: bool
) -> None:
    asyncio.run(_live_through(store_url, parts, steps, is_withdrawn))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=PARTS, steps=DAYS_AND_NIGHTS, is_withdrawn=st.booleans())
@example(parts=2, steps=[*ALL_OUT, ("correct", 3), ("let_hours_pass", 4), *ALL_OUT], is_withdrawn=False)
@example(parts=3, steps=[("pause", None), ("let_hours_pass", 9), ("resume", None), *ALL_OUT], is_withdrawn=False)
@example(parts=3, steps=[*ALL_OUT, ("pause", None), ("let_hours_pass", 1), ("deliver", 6)], is_withdrawn=True)
@example(parts=2, steps=HALF_ASLEEP, is_withdrawn=False)
def test_so_it_is_over_days_and_nights(
    store_url: str, parts: int, steps: list[tuple[str, Any]], is_withdrawn: bool
) -> None:
    asyncio.run(_live_through(store_url, parts, steps, is_withdrawn, ZONES))


async def _live_through(
    url: str, parts: int, steps: list[tuple[str, Any]], is_withdrawn: bool, zones: Sequence[str] = IN_MADRID
) -> None:
    database = connect(url)
    try:
        story = await _begun(database, WORDS[parts], zones)
        for name, how in steps:
            await getattr(story, name)(how)
        if is_withdrawn:
            await story.withdraw()
        await story.finish()
        assert story.read() == ({} if is_withdrawn else {story.words: PEOPLE})
        assert is_withdrawn or await story.reached() == (PEOPLE, ())
    finally:
        await database.close()


async def _begun(database: Database, words: str, zones: Sequence[str] = IN_MADRID) -> Story:
    def empty(session: Session) -> None:
        for table in reversed(Row.metadata.sorted_tables):
            session.execute(sa.delete(table))

    await database.run(empty)
    cast = await broadcast(database, PEOPLE, words, zones)
    await database.run(lambda session: do_send(session, cast.author(session), cast.number, now=cast.now))
    return Story(cast, words)


@pytest.mark.parametrize("times", [1, 2])
async def test_nothing_is_told_as_done_while_a_part_is_still_to_be_deleted(
    database: Database, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    story = await _begun(database, WORDS[3])
    await story.finish()
    monkeypatch.setattr(sending, "PAGE", 1)  # so that parts are deleted after their first one has changed

    for _correction in range(times):
        await story.correct(1)
        for _page in range(3 * PEOPLE):
            await story.ring(None)
    await story.cast.go_on(1)

    assert story.read() == {story.words: PEOPLE}


async def test_parts_that_corrections_add_make_no_sound(database: Database) -> None:
    def sounds(session: Session) -> list[tuple[int, bool]]:
        sending = sa.select(Letter).where(Letter.chat_id >= FIRST_CHAT, Letter.method == "sendMessage")
        return sorted((letter.part, not is_silent(letter.payload)) for letter in session.scalars(sending))

    story = await _begun(database, WORDS[1])
    await story.finish()

    for parts in (2, 3):
        await story.correct(parts)
        for _page in range(PEOPLE):
            await story.ring(None)

    assert await database.read(sounds) == [(0, True)] * PEOPLE + [(1, False)] * PEOPLE + [(2, False)] * PEOPLE


@pytest.mark.parametrize("corrected_to", [1, 2, 3])
async def test_whoever_lacks_a_part_is_not_reached_until_a_correction_mends_it(
    database: Database, corrected_to: int
) -> None:
    story = await _begun(database, WORDS[2])
    await story.deliver(2)
    [(second_part, _)] = await story.cast.begin(1)
    await database.run(lambda session: outbox.record_refused(session, second_part, "Bad Request"))
    await story.finish()
    assert await story.reached() == (PEOPLE - 1, (Missed(f"Person {FIRST_CHAT}", Why.REFUSED, 0),))

    await story.correct(corrected_to)
    await story.finish()

    assert await story.reached() == (PEOPLE, ())
    assert story.read() == {story.words: PEOPLE}


async def test_whoever_loses_a_part_that_a_correction_adds_is_not_reached(database: Database) -> None:
    story = await _begun(database, WORDS[1])
    await story.correct(2)
    await story.deliver(2)
    [(second_part, _)] = await story.cast.begin(1)
    await database.run(lambda session: outbox.record_refused(session, second_part, "Bad Request"))

    await story.finish()

    assert await story.reached() == (PEOPLE - 1, (Missed(f"Person {FIRST_CHAT}", Why.REFUSED, 0),))
