"""Takes letters out of the outbox and to the door, each in its moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.post import Outcome, Post
from scheduler.in_hand import InHand
from scheduler.patience import Patience
from scheduler.taking import take_due
from store import outbox
from store.away import is_passing
from store.database import Database
from store.frozen import frozen
from store.outbox import Content, Leased, PaceSettings
from store.uploads import release_all

log = structlog.get_logger(__name__)

AT_ONCE = 100  # calls side by side; Telegram being slow must not pile them up without end
LONGEST_IDLE = 2.0  # seconds: other processes put letters in the outbox too, and cannot wake us
STOP_WITHIN = 7.0
BREAK_OFF_WITHIN = 0.5
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
DRAIN_AT_MOST = timedelta(hours=1)


@frozen
class _Taken:
    """How many letters were started; when none was, the moment from which there will be something, if it is known."""

    started: int
    next_due: datetime | None = None


class Delivery:
    """One per process; any number of processes share an outbox.

    `pause` waits until a letter's moment. Under a simulated clock it moves the clock instead.
    `told` hears of every call.
    """

    def __init__(
        self,
        database: Database,
        post: Post,
        now: Callable[[], datetime],
        pace: PaceSettings | None = None,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        told: Callable[[Leased, Outcome], None] | None = None,
    ) -> None:
        self._database = database
        self._now = now
        self._pace = pace or PaceSettings()
        self._pause = pause
        self._patience = Patience(database)
        self._in_hand = InHand(database, post, now, self._pace, self._patience, after=self.wake, told=told)
        self.turned_at = time.monotonic()  # when the loop last looked
        self._leasing = asyncio.Lock()
        self._woken = asyncio.Event()
        self._stopping = False
        self._in_trouble = False

    async def deliver_due(self) -> int:
        """Leases what is due and has a slot, and delivers it; the number of letters tried.

        Each letter has arrived before the clock goes on: under a simulated clock it would otherwise arrive too late.
        """
        return (await self._take_due()).started

    async def drain(self) -> None:
        """Until nothing that is due now is left, waiting for slots and further tries as long as it takes."""
        due_by = self._now()
        while True:
            taken = await self._take_due(due_by)
            if taken.started:
                continue
            moment = taken.next_due
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
        return self._in_hand.tasks

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
        await self._patience.run(self._taken_up)
        while not self._stopping:
            self._woken.clear()
            self.turned_at = time.monotonic()
            try:
                idle = await self.look() if await self._in_hand.is_heard() else LONGEST_IDLE
                self._database.waiting.end("letters")
                self._in_trouble = False
            except Exception as error:  # the store is away: letters wait in it, unharmed
                self._tell_of_trouble(error)
                idle = LONGEST_IDLE
            if idle and not self._stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), idle)

    async def look(self) -> float:
        """Starts what may go; the seconds until there may be more."""
        taken = await self._start_due()
        return 0.0 if taken.started else self._seconds_until(taken.next_due)

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Begins nothing more, lets calls in hand end, and gives back what is leased; breaks off after so long."""
        self._stopping = True
        self._in_hand.abreast.let_go()
        self._patience.ends_in(within)
        self.wake()
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                async with self._leasing:
                    pass
                if self.in_hand:
                    await asyncio.wait(self.in_hand)
        if self.in_hand:
            await self._break_off()

    async def _break_off(self) -> None:
        """Whether these letters arrived nobody knows: they are sent once more, after the next start or by another."""
        letters = self._in_hand.letter_ids
        for task in self.in_hand:
            task.cancel()
        try:
            async with asyncio.timeout(BREAK_OFF_WITHIN):
                await self._database.run(lambda session: outbox.return_broken_off(session, letters))
        except Exception as error:  # the store is away: their leases end by themselves
            log.info("letters_not_given_back", letters=letters, error=type(error).__name__)

    def _taken_up(self, session: Session) -> None:
        """An embedded store has one process: what is leased there was leased by the one before this."""
        if self._database.is_sqlite:
            outbox.return_expired(session, FOR_EVER)
            release_all(session)

    async def _take_due(self, due_by: datetime | None = None) -> _Taken:
        taken = await self._start_due(before_pause=self._settle, due_by=due_by)
        await self._settle()
        return taken

    async def _settle(self) -> None:
        await asyncio.gather(*self.in_hand)

    async def _start_due(
        self, before_pause: Callable[[], Awaitable[None]] | None = None, due_by: datetime | None = None
    ) -> _Taken:
        """Leases, and starts each letter in its slot; those that cannot start any more are given back."""
        async with self._leasing:
            leased, next_due = await self._lease(due_by)
            started = 0
            try:
                for letter, content in leased:
                    await self._wait_for(letter, before_pause)
                    if self._may_not_start(letter):
                        next_due = self._in_hand.held_until
                        break
                    self._in_hand.start(letter, content)
                    started += 1
            finally:
                await self._give_back([letter for letter, _ in leased[started:]])
            return _Taken(started, next_due)

    async def _lease(self, due_by: datetime | None) -> tuple[list[tuple[Leased, Content]], datetime | None]:
        now, in_hand = self._now(), self._in_hand.letter_ids
        room = AT_ONCE - len(in_hand)
        if room <= 0 or self._stopping:
            return [], None
        late, lasts = self._in_hand.rhythm.take_late(now), self._in_hand.lasts
        return await self._database.run(
            lambda session: take_due(
                session, now, lasts, limit=room, pace=self._pace, in_hand=in_hand, due_by=due_by, late=late
            )
        )

    async def _wait_for(self, letter: Leased, before_pause: Callable[[], Awaitable[None]] | None) -> None:
        if before_pause is not None and letter.slot > self._now():
            await before_pause()
        # No slot is further ahead, unless the clock was set back meanwhile.
        await self._wait(letter, min(letter.slot - self._now(), self._pace.horizon))
        await self._in_hand.abreast.room()
        await self._wait(letter, self._in_hand.rhythm.wait(self._now()))

    async def _wait(self, letter: Leased, span: timedelta) -> None:
        if span > timedelta(0) and not self._may_not_start(letter):
            await self._pause(span.total_seconds())

    def _may_not_start(self, letter: Leased) -> bool:
        return self._stopping or self._in_hand.holds(letter)

    async def _give_back(self, letters: Sequence[Leased]) -> None:
        if letters:

            def unit(session: Session) -> None:
                for letter in letters:
                    outbox.put_back(session, letter)

            await self._patience.run(unit)

    def _seconds_until(self, moment: datetime | None) -> float:
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
