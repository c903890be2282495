"""The bot under a clock that can be turned: the sandbox and the tests live months in seconds.

The parts are the production ones; here only somebody else rings. Moving the clock stops at every moment at which
something is due, does it, and goes on.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.application import Application, build
from bot.intake import Polling
from bot.settings import Settings
from scheduler.ringing import next_due, run_due, run_due_or_look_ahead
from store import outbox
from store.outbox import PaceSettings

SECONDS_BETWEEN_LOOKS = 1.0
SHORTEST_WAIT = 0.02
MOST_ROUNDS = 1000  # against a tick that always has something to do


class SimulatedTime:
    """The bot's `now`: stands still while it is moved (or always, when `frozen`), otherwise runs with real time."""

    def __init__(self, start: datetime, *, frozen: bool = False) -> None:
        self._start = start
        self._since = datetime.now(UTC)
        self._frozen = frozen

    def now(self) -> datetime:
        """The simulated moment."""
        return self._start if self._frozen else self._start + (datetime.now(UTC) - self._since)

    def set(self, moment: datetime) -> None:
        """Goes on from `moment`; never back."""
        self._start = max(moment, self.now())
        self._since = datetime.now(UTC)

    def freeze(self) -> None:
        """Stands still."""
        self._start, self._frozen = self.now(), True

    def thaw(self) -> None:
        """Runs again."""
        self._since, self._frozen = datetime.now(UTC), False

    async def pause(self, seconds: float) -> None:
        """Waits; while standing still, time is moved instead."""
        if self._frozen:
            self._start += timedelta(seconds=seconds)
        else:
            await asyncio.sleep(seconds)


class Simulation:
    """A running bot and its clock. `settle` does all that is to be done now; `move_to` all that is due on the way."""

    def __init__(self, application: Application, time: SimulatedTime, *, stays_frozen: bool = False) -> None:
        self.application = application
        self.time = time
        self.polling = Polling(application.post, application.dispatch.handle, seconds=1)
        self._stays_frozen = stays_frozen
        self._one_at_a_time = asyncio.Lock()

    def now(self) -> datetime:
        """The simulated moment."""
        return self.time.now()

    async def settle(self) -> None:
        """Handles every update that waits and sends every letter that is due."""
        while await self.polling.poll_once():
            pass
        await self.deliver()

    async def deliver(self) -> None:
        """Does what the ticks have due, and sends what may go."""
        async with self._one_at_a_time:
            await self._do_due()

    async def next_event(self) -> datetime | None:
        """When something will be due next."""
        return await self._next_event(await next_due(self.application.database))

    async def move_to(self, moment: datetime) -> None:
        """Turns the clock to `moment`, stopping wherever something is due."""
        async with self._one_at_a_time:
            self.time.freeze()
            try:
                rings_at = await self._do_due()
                while (following := await self._next_event(rings_at)) is not None and following <= moment:
                    self.time.set(following)
                    rings_at = await self._do_due()
                self.time.set(moment)
                await self.application.clock.keep_up()
            finally:
                if not self._stays_frozen:
                    self.time.thaw()

    async def run(self) -> None:
        """Polls and looks at the clock in real time, as the sandbox does, until cancelled."""
        polling = asyncio.create_task(self.polling.run())
        try:
            while True:
                if not await self._do_some():
                    await self.application.delivery.woken(await self._seconds_to_wait())
        finally:
            await self.polling.stop()
            await polling

    async def _do_some(self) -> bool:
        """The letters of this moment, then the ticks: in real time neither waits for all of the other."""
        async with self._one_at_a_time:
            delivered = await self.application.delivery.deliver_due()
            rung = await run_due(self.application.database, self.now())
            return bool(delivered + rung or await self.application.tasks.do_due())

    async def _seconds_to_wait(self) -> float:
        following = await self.next_event()
        if following is None:
            return SECONDS_BETWEEN_LOOKS
        return min(max((following - self.now()).total_seconds(), SHORTEST_WAIT), SECONDS_BETWEEN_LOOKS)

    async def _next_event(self, rings_at: datetime | None) -> datetime | None:
        """When something will be due next. `rings_at`: the moment of the next ring."""
        letter = await self.application.database.read(lambda session: outbox.next_due(session, self.now(), self._pace))
        moments = [moment for moment in (letter, rings_at) if moment is not None]
        return max(min(moments), self.now()) if moments else None

    async def _do_due(self) -> datetime | None:
        """Gives the moment of the next ring.

        A tick may wait for what the letters of another have become, so it is asked until nothing more is done.
        """
        for _ in range(MOST_ROUNDS):
            await self.application.delivery.drain()
            done, rings_at = await run_due_or_look_ahead(self.application.database, self.now(), self.application.tasks)
            if not done:
                return rings_at
        return await next_due(self.application.database)

    @property
    def _pace(self) -> PaceSettings:
        return self.application.delivery.pace


@asynccontextmanager
async def simulate(
    settings: Settings, start: datetime, *, frozen: bool = False, pace: PaceSettings | None = None
) -> AsyncIterator[Simulation]:
    """A bot whose clock begins at `start`."""
    time = SimulatedTime(start, frozen=frozen)
    async with build(settings, now=time.now, pause=time.pause, pace=pace) as application:
        yield Simulation(application, time, stays_frozen=frozen)
