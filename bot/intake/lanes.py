"""Each chat's updates in their order, chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
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


def lane_of(update: Raw) -> int:
    """The chat whose order counts. A press counts in its person's private chat, wherever the button stands."""
    for kind, content in update.items():
        if kind in BY_PERSON:
            return int(content["from"]["id"])
        if isinstance(content, dict) and "chat" in content:
            return int(content["chat"]["id"])
    return 0


async def handle_in_lanes(updates: Iterable[Raw], handle: Handle, *, at_once: int) -> dict[int, Exception]:
    """Handles all; what is still to be done, by id, and why. A lane ends at its first failure, to keep its order."""
    lanes: dict[int, list[Raw]] = {}
    for update in updates:
        lanes.setdefault(lane_of(update), []).append(update)
    room = asyncio.Semaphore(at_once)
    undone = await asyncio.gather(*(_handle_lane(lane, handle, room) for lane in lanes.values()))
    return {update_id: failure for of_lane in undone for update_id, failure in of_lane.items()}


async def _handle_lane(lane: list[Raw], handle: Handle, room: asyncio.Semaphore) -> dict[int, Exception]:
    for done, update in enumerate(lane):
        try:
            async with room:
                await handle(update)
        except Exception as failure:
            return dict.fromkeys((each["update_id"] for each in lane[done:]), failure)
    return {}
