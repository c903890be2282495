"""What the phones on the page are told at once."""

import asyncio
from collections.abc import Iterable
from typing import Any

Event = dict[str, Any]


class Events:
    """Hands every event to all who listen; costs nothing while nobody does."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Event | None]] = set()

    def listen(self) -> asyncio.Queue[Event | None]:
        """A queue of events; None in it means that there will be no more."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[Event | None]) -> None:
        self._listeners.discard(queue)

    def tell(self, kind: str, user_ids: Iterable[int], chat_id: int | None = None, **more: Any) -> None:
        if not self._listeners:
            return
        event: Event = {"type": kind, "user_ids": list(user_ids), "chat_id": chat_id, **more}
        for queue in self._listeners:
            queue.put_nowait(event)

    def close(self) -> None:
        for queue in self._listeners:
            queue.put_nowait(None)
