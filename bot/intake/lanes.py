"""Each chat's updates in their order, chats side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any

Raw = dict[str, Any]
Handle = Callable[[Raw], Awaitable[None]]

# Named, because Telegram remembers what was asked for last time; `chat_member` is only sent when it is named.
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "chat_member",
)

BY_PERSON = ("callback_query", "inline_query")
MOST_TOLD = 100  # updates in one answer of Telegram's
BREAK_OFF_WITHIN = 0.5  # seconds: a store that hangs would keep what is broken off


def lane_of(update: Raw) -> int:
    """The chat whose order counts. A press counts in its person's private chat, wherever the button stands."""
    for kind, content in update.items():
        if kind in BY_PERSON:
            return int(content["from"]["id"])
        if isinstance(content, dict) and "chat" in content:
            return int(content["chat"]["id"])
    return 0


class NotDone(Exception):
    """It was not begun, or broken off in the middle: the bot is stopping, or another polls now."""


class Lanes:
    """What Telegram has told of and does not yet know to be done: a lane for each chat that has something to do.

    Only ids from `offset` on are remembered. Telegram tells of no more than MOST_TOLD from there, so they stay few.
    """

    def __init__(self, handle: Handle, *, at_once: int) -> None:
        self._handle = handle
        self._at_once = at_once
        self._room = asyncio.Semaphore(at_once)
        self._lanes: dict[int, deque[Raw]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()
        self._done: set[int] = set()
        self._undone: dict[int, Exception] = {}
        self._after_all: int | None = None
        self._ending = False

    @property
    def offset(self) -> int | None:
        """The first update that is not done: asking from it on confirms all before it. None: none is known."""
        return min((*self._in_hand, *self._undone), default=self._after_all)

    @property
    def trouble(self) -> Exception | None:
        """Why something could not be done, until Telegram tells of it again."""
        return self._undone[min(self._undone)] if self._undone else None

    @property
    def are_through(self) -> bool:
        """Nothing is in hand."""
        return not self._lanes

    @property
    def have_room(self) -> bool:
        """Somebody could do more, and Telegram would tell of more."""
        self.forget_confirmed()
        return len(self._lanes) < self._at_once and len(self._in_hand) + len(self._done) < MOST_TOLD

    def forget_confirmed(self) -> None:
        """To be called before Telegram is asked from `offset` on: its answer may hold all that was not done by then."""
        offset = self.offset
        self._done = {update_id for update_id in self._done if offset is not None and update_id >= offset}

    def take_up(self, updates: Sequence[Raw]) -> None:
        """Hands out what is not known yet. What could not be done is among these, or Telegram has given it up."""
        self._undone.clear()
        for update in updates:
            if update["update_id"] not in self._done and update["update_id"] not in self._in_hand:
                self._hand_out(update)
        if updates:
            self._after_all = updates[-1]["update_id"] + 1

    async def through(self, seconds: float | None = None) -> bool:
        """Waits until nothing is in hand, at most so long; whether that is so."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        return self.are_through

    def end(self) -> None:
        """Begins nothing more. What is not begun comes again."""
        self._ending = True

    async def break_off(self) -> None:
        """Ends in the middle what is in hand. It comes again, and is done once."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=BREAK_OFF_WITHIN)
        self._put_down(self._in_hand, NotDone("broken off"))
        self._lanes.clear()

    def _hand_out(self, update: Raw) -> None:
        self._in_hand.add(update["update_id"])
        chat_id = lane_of(update)
        if chat_id in self._lanes:
            self._lanes[chat_id].append(update)
            return
        self._lanes[chat_id] = deque([update])
        task = asyncio.create_task(self._work_off(chat_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, chat_id: int) -> None:
        """Ends at the first failure, to keep the chat's order."""
        lane = self._lanes[chat_id]
        while lane:
            failure = await self._failure_of(lane[0])
            if failure is not None:
                self._put_down([update["update_id"] for update in lane], failure)
                break
            done = lane.popleft()["update_id"]
            self._in_hand.remove(done)
            self._done.add(done)
        del self._lanes[chat_id]

    async def _failure_of(self, update: Raw) -> Exception | None:
        """Handles it when there is room; why that was not possible."""
        try:
            async with self._room:
                if self._ending:
                    return NotDone("stopping")
                await self._handle(update)
        except Exception as failure:
            return failure
        return None

    def _put_down(self, update_ids: Collection[int], why: Exception) -> None:
        self._undone |= dict.fromkeys(update_ids, why)
        self._in_hand.difference_update(update_ids)
