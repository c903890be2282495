"""What stands in for dispatch, and what to wait for."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.local_telegram import Telegram

Raw = dict[str, Any]


class Handled:
    """A dispatch that keeps what it was given; `broken` is raised, `gate` is waited for."""

    def __init__(self) -> None:
        self.updates: list[Raw] = []
        self.broken: Exception | None = None
        self.before: Callable[[Raw], Awaitable[None]] | None = None

    async def __call__(self, update: Raw) -> None:
        if self.before is not None:
            await self.before(update)
        if self.broken is not None:
            raise self.broken
        self.updates.append(update)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


def write(telegram: Telegram, user_id: int, text: str) -> None:
    telegram.world.send_text(user_id, telegram.world.bot.id, text)


def pending(telegram: Telegram) -> int:
    return telegram.world.pending_updates(telegram.world.bot)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - the server knows nobody who waits
            await asyncio.sleep(0.005)
