"""One process polls for all that share a store; when it ends, another goes on within seconds."""

import asyncio
import time

import sqlalchemy as sa
import structlog

from bot.intake.polling import STOP_WITHIN, Polling
from store.database import Database
from store.sole import Hold, Task

log = structlog.get_logger(__name__)

SECONDS_AFTER_TROUBLE = 2.0


class SolePolling:
    """Polling by whoever holds the store's lock; the others wait for it, and deliver letters meanwhile."""

    def __init__(self, database: Database, polling: Polling) -> None:
        self._database = database
        self._polling = polling
        self._work: asyncio.Task[None] | None = None
        self._is_polling = False
        self._stopped = False
        self._confirmed = asyncio.Event()

    @property
    def turned_at(self) -> float:
        """When it last polled, by the monotonic clock; now, while another polls."""
        return self._polling.turned_at if self._is_polling else time.monotonic()

    async def run(self) -> None:
        """Waits and polls until `stop`."""
        while not self._stopped:
            self._work = asyncio.create_task(self._wait_and_poll())
            try:
                await asyncio.wait({self._work})
            finally:
                self._work.cancel()
            if not self._work.cancelled():
                self._work.result()

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Ends the wait, or the polling in order: what was done is confirmed before another may poll."""
        self._stopped = True
        if self._is_polling:
            await self._polling.stop(within)
            self._confirmed.set()
        elif self._work is not None:
            self._work.cancel()

    async def _wait_and_poll(self) -> None:
        try:
            async with self._database.sole(Task.POLLING) as hold:
                await self._poll(hold)
        except (sa.exc.DBAPIError, OSError) as away:
            self._database.waiting.begin("polling", away)
            await asyncio.sleep(SECONDS_AFTER_TROUBLE)

    async def _poll(self, hold: Hold) -> None:
        """What is in hand when the hold is lost is broken off: it comes again, here or there, and is done once."""
        self._database.waiting.end("polling")
        log.info("polling")
        polling, lost = asyncio.create_task(self._polling.run()), asyncio.create_task(hold.lost())
        self._is_polling = True
        try:
            await asyncio.wait({polling, lost}, return_when=asyncio.FIRST_COMPLETED)
            if self._stopped:
                await self._confirmed.wait()
        finally:
            self._is_polling = False
            self._database.waiting.end("updates")  # perhaps they go to another process now
            lost.cancel()
            polling.cancel()
            await asyncio.gather(lost, polling, return_exceptions=True)
