"""The updates that wait for a bot: kept until it confirms them, handed out by long poll or by webhook."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sandbox.encoding import encoded
from sandbox.refusal import Refusal

DEFAULT_UPDATES = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_join_request",
    }
)
ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KNOWN_UPDATES = DEFAULT_UPDATES | ASKED_FOR_ONLY
FIRST_UPDATE_ID = 700_000_000
EMITTED_KEPT = 10_000
SECOND_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"

ENDED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class Update:
    """One update; `queue` tells which others it must not overtake on its way to a webhook."""

    id: int
    kind: str
    body: dict[str, Any]
    queue: int
    born: float = field(default_factory=time.monotonic)
    _encoded: bytes | None = None

    @property
    def encoded(self) -> bytes:
        if self._encoded is None:
            self._encoded = encoded(self.body)
        return self._encoded


class Inbox:
    """In the order of their ids; ids below `confirmed` are gone."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[int, Update] = OrderedDict()
        self.emitted: deque[Update] = deque(maxlen=EMITTED_KEPT)  # for tests: what was told, confirmed or not
        self.allowed: frozenset[str] = DEFAULT_UPDATES
        self.on_update: Callable[[Update], None] | None = None  # set while there is a webhook
        self._last_id = FIRST_UPDATE_ID
        self._poll: asyncio.Future[None] | None = None
        self.is_closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits at this moment."""
        return self._poll is not None

    @property
    def allows_default(self) -> bool:
        return self.allowed == DEFAULT_UPDATES

    def allow(self, kinds: list[str] | None) -> None:
        """An empty list means the default; kinds that do not exist are ignored; None leaves it as it was."""
        if kinds is not None:
            self.allowed = frozenset(kinds) & KNOWN_UPDATES or DEFAULT_UPDATES

    def put(self, kind: str, payload: dict[str, Any], queue: int) -> None:
        if kind not in self.allowed:
            return
        self._last_id += 1
        update = Update(self._last_id, kind, {"update_id": self._last_id, kind: payload}, queue)
        self._waiting[update.id] = update
        self.emitted.append(update)
        self._end_poll(None)
        if self.on_update:
            self.on_update(update)

    def confirm(self, offset: int) -> None:
        """Forget what is older than `offset`; a negative one keeps only that many from the end."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popitem(last=False)
        while self._waiting and next(iter(self._waiting)) < offset:
            self._waiting.popitem(last=False)

    def remove(self, update: Update) -> None:
        self._waiting.pop(update.id, None)

    def waiting(self) -> list[Update]:
        return list(self._waiting.values())

    def clear(self) -> None:
        self._waiting.clear()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:  # noqa: ASYNC109
        """As getUpdates; a new poll ends the one before it, which is told of the conflict."""
        self._end_poll(Refusal(409, SECOND_POLLER))
        self.confirm(offset)
        if not self._waiting and timeout > 0 and not self.is_closed:
            await self._wait(timeout)
        return list(islice(self._waiting.values(), limit))

    def end_poll_for_webhook(self) -> None:
        self._end_poll(Refusal(409, ENDED_BY_WEBHOOK))

    def close(self) -> None:
        """No long poll waits from now on."""
        self.is_closed = True
        self._end_poll(None)

    async def _wait(self, timeout: float) -> None:  # noqa: ASYNC109
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait((poll,), timeout=timeout)
            if poll.done():
                poll.result()
        finally:
            if self._poll is poll:
                self._poll = None

    def _end_poll(self, reason: Refusal | None) -> None:
        if self._poll is None or self._poll.done():
            return
        if reason:
            self._poll.set_exception(reason)
        else:
            self._poll.set_result(None)
