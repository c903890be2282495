"""Takes letters out of the outbox and to the door, each in its moment, and records what became of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.post import Later, Moved, Outcome, Post, Refused, Sent, Unknown, Unreachable
from scheduler.troubles import Troubles
from store import outbox
from store.away import is_passing
from store.chats import move_chat
from store.database import Database
from store.outbox import Content, Leased, PaceSettings

T = TypeVar("T")

log = structlog.get_logger(__name__)

AT_ONCE = 100  # calls side by side; Telegram being slow must not pile them up without end
POSTING_GRACE = 15.0  # seconds beyond the longest call, before another may think that we are gone
LONGEST_IDLE = 2.0  # seconds: other processes put letters in the outbox too, and cannot wake us
STOP_WITHIN = 10.0
SECONDS_BETWEEN_TRIES = 0.5  # to write down what became of a letter, while the store is away
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
DRAIN_AT_MOST = timedelta(hours=1)


class Delivery:
    """One per process; any number of processes share an outbox.

    `pause` waits until a letter's moment. Under a simulated clock it moves the clock instead.
    """

    def __init__(
        self,
        database: Database,
        post: Post,
        now: Callable[[], datetime],
        pace: PaceSettings | None = None,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._post = post
        self._now = now
        self._pace = pace or PaceSettings()
        self._pause = pause
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._leasing = asyncio.Lock()
        self._woken = asyncio.Event()
        self._stopping = False
        self._hold: tuple[datetime, datetime] | None = None
        self._stop_by: float | None = None
        self._troubles = Troubles()
        self._in_trouble = False

    async def deliver_due(self) -> int:
        """Leases what is due and has a slot, and delivers it; the number of letters tried.

        Each letter has arrived before the clock goes on: under a simulated clock it would otherwise arrive too late.
        """
        started = await self._start_due(before_pause=self._settle)
        await self._settle()
        return len(started)

    async def drain(self) -> None:
        """Until nothing that is due now is left, waiting for slots and further tries as long as it takes."""
        due_by = self._now()
        while True:
            if await self.deliver_due():
                continue
            moment = await self._next_due(due_by)
            if moment is None or moment > due_by + DRAIN_AT_MOST:
                return
            await self._pause(max((moment - self._now()).total_seconds(), 0.0))

    @property
    def pace(self) -> PaceSettings:
        """What Telegram allows, as this installation reads it."""
        return self._pace

    @property
    def in_hand(self) -> list[asyncio.Task[None]]:
        """The letters being posted at this moment."""
        return list(self._in_hand.values())

    def wake(self) -> None:
        """There may be something to deliver."""
        self._woken.set()

    async def woken(self, seconds: float) -> None:
        """Waits until there may be something to deliver, at most so long; for those who deliver by hand."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
        self._woken.clear()

    async def run(self) -> None:
        """Delivers until `stop`."""
        await self._persist(self._taken_up)
        while not self._stopping:
            self._woken.clear()
            try:
                idle = LONGEST_IDLE
                if await self._is_heard():
                    idle = 0.0 if await self._start_due() else await self._seconds_to_wait()
                self._database.waiting.end("letters")
                self._in_trouble = False
            except Exception as error:  # the store is away: letters wait in it, unharmed
                self._tell_of_trouble(error)
                idle = LONGEST_IDLE
            if idle and not self._stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), idle)

    async def stop(self) -> None:
        """Begins nothing more, lets calls in hand end, and gives back what is leased."""
        self._stopping = True
        self._stop_by = time.monotonic() + STOP_WITHIN
        self.wake()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_WITHIN), self._leasing:
                pass
        if self._in_hand:
            await asyncio.wait(self.in_hand, timeout=STOP_WITHIN)

    def _taken_up(self, session: Session) -> None:
        """An embedded store has one process: what is leased there was leased by the one before this."""
        if self._database.is_sqlite:
            outbox.return_expired(session, FOR_EVER)

    async def _settle(self) -> None:
        await asyncio.gather(*self.in_hand)

    async def _start_due(self, before_pause: Callable[[], Awaitable[None]] | None = None) -> list[Leased]:
        """Leases, and starts each letter in its slot; those that cannot start any more are given back."""
        async with self._leasing:
            leased = await self._lease()
            started: list[Leased] = []
            try:
                for letter, content in leased:
                    await self._wait_for(letter, before_pause)
                    if self._may_not_start(letter):
                        break
                    self._start(letter, content)
                    started.append(letter)
            finally:
                await self._give_back([letter for letter, _ in leased[len(started) :]])
            return started

    async def _lease(self) -> list[tuple[Leased, Content]]:
        """What has a slot within the pace's horizon, marked in the same commit: a moment later it is on the wire.

        A second commit between slot and call would cost as much again, and make the rhythm uneven.
        """
        room = AT_ONCE - len(self._in_hand)
        if room <= 0 or self._stopping:
            return []
        now, in_hand = self._now(), list(self._in_hand)

        def unit(session: Session) -> list[tuple[Leased, Content]]:
            leased = outbox.lease_due(session, now, limit=room, pace=self._pace, in_hand=in_hand)
            marked = outbox.mark_all_posting(session, leased, now + self._lasts({}))
            for letter, content in marked:
                if self._lasts(content.payload) > self._lasts({}):
                    outbox.extend_posting(session, letter, now + self._lasts(content.payload))
            return marked

        return await self._database.run(unit)

    async def _wait_for(self, letter: Leased, before_pause: Callable[[], Awaitable[None]] | None) -> None:
        if before_pause is not None and letter.slot > self._now():
            await before_pause()
        # No slot is further ahead, unless the clock was set back meanwhile.
        seconds = min(letter.slot - self._now(), self._pace.horizon).total_seconds()
        if seconds > 0 and not self._may_not_start(letter):
            await self._pause(seconds)

    def _may_not_start(self, letter: Leased) -> bool:
        """A flood moves the slots that are still to be taken; those taken before it are no longer good."""
        if self._stopping or self._hold is None:
            return self._stopping
        since, until = self._hold
        return since <= self._now() and letter.slot < until

    async def _give_back(self, letters: Sequence[Leased]) -> None:
        if letters:

            def unit(session: Session) -> None:
                for letter in letters:
                    outbox.put_back(session, letter)

            await self._persist(unit)

    def _start(self, letter: Leased, content: Content) -> None:
        task = asyncio.create_task(self._deliver(letter, content), name=f"letter {letter.id}")
        self._in_hand[letter.id] = task
        task.add_done_callback(lambda _done: self._put_down(letter))

    def _put_down(self, letter: Leased) -> None:
        self._in_hand.pop(letter.id, None)
        self.wake()  # the next of its chat may go

    async def _deliver(self, letter: Leased, content: Content) -> None:
        """Never raises: a letter that could not be recorded is one of those that are sent once more."""
        try:
            outcome = await self._post.post(content.method, letter.chat_id, content.payload)
            self._heed(outcome, letter)
            await self._record(letter, outcome, content)
        except Exception as error:
            log.exception("letter_not_recorded", letter=letter.id, error=type(error).__name__)

    def _lasts(self, payload: dict[str, Any]) -> timedelta:
        return timedelta(seconds=self._post.seconds_for(payload) + POSTING_GRACE)

    def _heed(self, outcome: Outcome, letter: Leased) -> None:
        """What concerns everybody holds at once what is leased already."""
        self._troubles.note(letter.id, outcome)
        if isinstance(outcome, Later) and (outcome.is_outage or (outcome.is_flood and letter.chat_id > 0)):
            now = self._now()
            self._hold = now, now + timedelta(seconds=outcome.seconds or 1.0)

    async def _record(self, letter: Leased, outcome: Outcome, posted: Content) -> None:
        now = self._now()
        given_up = await self._persist(lambda session: record(session, letter, outcome, now, posted))
        if given_up:
            log.warning("letter_given_up", letter=letter.id, chat=letter.chat_id, method=posted.method)
        elif not isinstance(outcome, Sent | Later | Unknown):
            log.info("letter_not_sent", letter=letter.id, chat=letter.chat_id, outcome=type(outcome).__name__)

    async def _persist(self, unit: Callable[[Session], T]) -> T:
        """Carries out what must not be forgotten, however long the store is away: what is not recorded comes twice."""
        while True:
            try:
                done = await self._database.run(unit)
            except Exception as away:
                if not is_passing(away) or (self._stop_by is not None and time.monotonic() > self._stop_by):
                    raise
                self._database.waiting.begin("outcomes", away)
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
            else:
                self._database.waiting.end("outcomes")
                return done

    async def _is_heard(self) -> bool:
        """Whether Telegram answers. When letter after letter got no answer, a call that does nothing is tried first."""
        if self._troubles.is_silent and await self._post.is_answering():
            self._troubles.heard()
        return not self._troubles.is_silent

    async def _next_due(self, due_by: datetime | None = None) -> datetime | None:
        now = self._now()
        return await self._database.read(lambda session: outbox.next_due(session, now, self._pace, due_by=due_by))

    async def _seconds_to_wait(self) -> float:
        moment = await self._next_due()
        if moment is None:
            return LONGEST_IDLE
        # Something may look due and yet be another's: never spin.
        return min(max((moment - self._now()).total_seconds(), 0.02), LONGEST_IDLE)

    def _tell_of_trouble(self, error: Exception) -> None:
        if is_passing(error):
            self._database.waiting.begin("letters", error)
        elif not self._in_trouble:
            log.exception("delivery_broke", error=type(error).__name__)
            self._in_trouble = True


def record(session: Session, letter: Leased, outcome: Outcome, now: datetime, posted: Content) -> bool:
    """Writes down what became of a letter; True when it is given up after all tries."""
    match outcome:
        case Sent(message_id, file_id, remark):
            outbox.record_sent(
                session, letter, now, message_id=message_id, file_id=file_id, remark=remark, posted=posted
            )
        case Unreachable(reason):
            outbox.record_unreachable(session, letter, now, reason)
        case Moved(new_chat_id):
            outbox.put_back(session, letter)
            move_chat(session, letter.chat_id, new_chat_id)
        case Refused(reason):
            outbox.record_refused(session, letter, reason)
        case Later(is_flood=True):
            outbox.record_flood(session, letter, now, timedelta(seconds=outcome.seconds or 1.0))
        case Later(is_outage=True):
            outbox.record_outage(session, letter, now, _delay(outcome), outcome.reason)
        case Later():
            return outbox.record_later(session, letter, now, _delay(outcome), outcome.reason)
        case Unknown(reason):
            return outbox.record_unknown(session, letter, now, reason)
    return False


def _delay(later: Later) -> timedelta | None:
    return None if later.seconds is None else timedelta(seconds=later.seconds)
