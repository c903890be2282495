"""Long polling that confirms an update to Telegram only after it is done, and all that came before it.

Telegram is asked again while something slow is in hand: from there on it tells of everything once more, and of what is
new. So whoever waits delays its own chat, and nobody else.
"""

import asyncio
import random
import time
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.intake.lanes import ALLOWED_UPDATES, Handle, Lanes, Raw
from bot.post import Post
from store.away import is_passing

log = structlog.get_logger(__name__)

POLL_SECONDS = 45  # Telegram allows 50
AT_ONCE = 16  # more would only queue for connections, and keep letters waiting on the wire
PATIENCE = 0.3  # seconds until others are asked for beside what is slow, and between one look and the next
STOP_WITHIN = 7.0
FIRST_WAIT = 1.0  # seconds after trouble, at most; twice as long each time
LONGEST_WAIT = 30.0


class Polling:
    """The only poller of its bot: a second one is told by Telegram, and waits."""

    def __init__(
        self,
        post: Post,
        handle: Handle,
        *,
        at_once: int = AT_ONCE,
        seconds: int = POLL_SECONDS,
        first_wait: float = FIRST_WAIT,
    ) -> None:
        self._post = post
        self._lanes = Lanes(handle, at_once=at_once)
        self._seconds = seconds
        self._first_wait = first_wait
        self.turned_at = time.monotonic()  # when it last asked Telegram, or told of trouble
        self._stopping = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._trouble: str | None = None
        self._failures = 0

    async def poll_once(self, timeout: int = 0) -> int:  # noqa: ASYNC109 - Telegram's word, and Telegram's waiting
        """Fetches one batch and handles all of it; the number of updates. The next call confirms it."""
        updates = await self._fetch(timeout)
        try:
            self._lanes.take_up(updates)
            await self._lanes.through()
        finally:
            await self._lanes.break_off()
        return len(updates)

    async def run(self) -> None:
        """Polls until `stop`."""
        self._ended.clear()
        try:
            await self._prepare()
            while not self._stopping.is_set():
                updates = await self._unless_stopping(self._fetch(self._seconds if self._lanes.are_through else 0))
                if updates is not None:
                    self._lanes.take_up(updates)
                    await self._see_through()
            await self._lanes.through()
        finally:
            await self._lanes.break_off()
            self._ended.set()

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Fetches no more, lets what is in hand end, and confirms what was done; breaks off after so many seconds."""
        self._stopping.set()
        self._lanes.end()
        try:
            async with asyncio.timeout(within):
                await self._ended.wait()
                await self._confirm()
        except TimeoutError:
            await self._lanes.break_off()

    async def _fetch(self, seconds: int) -> list[Raw]:
        self._turn()
        self._lanes.forget_confirmed()
        return await self._post.get_updates(self._lanes.offset, seconds=seconds, allowed=ALLOWED_UPDATES)

    async def _see_through(self) -> None:
        """Until all is done or in trouble, or until something slow leaves room for others."""
        while not await self._lanes.through(PATIENCE) and self._lanes.trouble is None:
            if self._lanes.have_room:
                return
        await self._heed(self._lanes.trouble)

    async def _heed(self, failure: Exception | None) -> None:
        if failure is None:
            self._trouble_is_over()
            return
        # That the store is away is told where it shows, once for all who wait for it.
        await self._wait(None if is_passing(failure) else "updates_wait", reason=type(failure).__name__)

    async def _prepare(self) -> None:
        """Telegram lets nobody poll while a webhook is set."""
        while not self._stopping.is_set():
            try:
                await self._post.delete_webhook()
                return
            except TelegramError as error:
                await self._wait_out(error)

    async def _unless_stopping(self, fetching: Any) -> list[Raw] | None:
        """The batch; None after trouble or when stopping. What a broken-off poll would have brought comes again."""
        fetch = asyncio.ensure_future(fetching)
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({fetch, stop}, return_when=asyncio.FIRST_COMPLETED)
            if not fetch.done():
                return None
            updates: list[Raw] = fetch.result()
            return updates
        except TelegramError as error:
            await self._wait_out(error)
            return None
        finally:
            await _end(fetch, stop)

    async def _wait_out(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            await self._wait("another_process_polls_with_this_token", reason=error.message)
        elif isinstance(error, RetryAfter):
            await self._wait("polling_too_fast", at_least=error.retry_after.total_seconds())  # type: ignore[union-attr]
        else:
            await self._wait("telegram_is_away", reason=error.message)

    async def _wait(self, trouble: str | None, *, at_least: float = 0.0, reason: str = "") -> None:
        """Longer each time, told once for each trouble."""
        self._turn()
        if trouble not in (None, self._trouble):
            log.warning(trouble, reason=reason)
        self._trouble = trouble or self._trouble
        longest = min(self._first_wait * 2**self._failures, LONGEST_WAIT)
        self._failures = min(self._failures + 1, 10)
        seconds = max(at_least, random.uniform(longest / 2, longest))  # noqa: S311 - spreads retries, hides nothing
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def _turn(self) -> None:
        self.turned_at = time.monotonic()

    def _trouble_is_over(self) -> None:
        if self._trouble is not None:
            log.info("polling_again")
        self._trouble = None
        self._failures = 0

    async def _confirm(self) -> None:
        """What this call returns is not lost: only a call with a higher offset would confirm it."""
        if self._lanes.offset is None:
            return
        try:
            await self._post.get_updates(self._lanes.offset, seconds=0, limit=1, allowed=ALLOWED_UPDATES)
        except TelegramError as error:
            log.info("updates_not_confirmed", reason=error.message)  # they come again, and are known


async def _end(*tasks: "asyncio.Future[Any]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
