"""Updates pushed to a bot's own server: side by side, but of one queue only one at a time and in order."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.inbox import Inbox, Update
from sandbox.push import Answer, Connection, Target

LIFETIME_SECONDS = {"callback_query": 150.0, "inline_query": 30.0}
LONGEST_LIFETIME = 24 * 3600.0
LONGEST_RETRY_AFTER = 3600.0
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0


Reply = Callable[[Answer], Awaitable[None]]  # what is done with what a bot's server said


@dataclass(frozen=True)
class WebhookSettings:
    url: str
    secret_token: str = ""
    max_connections: int = 40


class Webhook:
    """The next update of a queue goes out only when the one before it got its 2xx."""

    def __init__(self, inbox: Inbox, settings: WebhookSettings, reply: Reply) -> None:
        self.inbox = inbox
        self.settings = settings
        self._reply = reply
        self.last_error_date: int | None = None
        self.last_error_message = ""
        self.longest_pause = LONGEST_PAUSE
        self._target = Target.parse(settings.url, settings.secret_token)
        self._queues: dict[int, deque[Update]] = {}
        self._failures: dict[int, int] = {}
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._idle = 0
        self._workers: set[asyncio.Task[None]] = set()
        self._pauses: set[asyncio.TimerHandle] = set()

    def open(self) -> None:
        self.inbox.on_update = self.push
        for update in self.inbox.waiting():
            self.push(update)

    async def close(self) -> None:
        self.inbox.on_update = None
        for pause in self._pauses:
            pause.cancel()
        workers = list(self._workers)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    def push(self, update: Update) -> None:
        queue = self._queues.get(update.queue)
        if queue is not None:
            queue.append(update)
            return
        self._queues[update.queue] = deque((update,))
        self._make_ready(update.queue)

    def _make_ready(self, queue_id: int) -> None:
        self._ready.put_nowait(queue_id)
        if self._idle == 0 and len(self._workers) < self.settings.max_connections:
            worker = asyncio.create_task(self._work())
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _work(self) -> None:
        """One connection: takes whatever queue is ready."""
        async with contextlib.aclosing(Connection(self._target)) as connection:
            while True:
                self._idle += 1
                try:
                    queue_id = await self._ready.get()
                finally:
                    self._idle -= 1
                await self._deliver_next(queue_id, connection)

    async def _deliver_next(self, queue_id: int, connection: Connection) -> None:
        update = self._queues[queue_id][0]
        if _is_stale(update):
            self._done(queue_id, update)
            return
        answer = await connection.post(update.encoded)
        if answer.is_ok:
            self._done(queue_id, update)
            await self._reply(answer)
        else:
            self._failed(queue_id, answer)

    def _done(self, queue_id: int, update: Update) -> None:
        self._failures.pop(queue_id, None)
        self.inbox.remove(update)
        queue = self._queues[queue_id]
        queue.popleft()
        if queue:
            self._make_ready(queue_id)
        else:
            del self._queues[queue_id]

    def _failed(self, queue_id: int, answer: Answer) -> None:
        """First again at once, then after 2, 4, 8 … seconds, or when the server asked for it."""
        failures = self._failures[queue_id] = self._failures.get(queue_id, 0) + 1
        self.last_error_date = int(time.time())
        self.last_error_message = answer.problem
        pause = min(FIRST_PAUSE * 2 ** (failures - 2), self.longest_pause) if failures > 1 else 0.0
        if answer.retry_after is not None:
            pause = min(answer.retry_after, LONGEST_RETRY_AFTER)
        self._later(pause, queue_id)

    def _later(self, seconds: float, queue_id: int) -> None:
        def wake() -> None:
            self._pauses.discard(handle)
            self._make_ready(queue_id)

        handle = asyncio.get_running_loop().call_later(seconds, wake)
        self._pauses.add(handle)


def _is_stale(update: Update) -> bool:
    return time.monotonic() - update.born > LIFETIME_SECONDS.get(update.kind, LONGEST_LIFETIME)
