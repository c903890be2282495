"""A local Bot API server with a few people, and the bot's door to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.post import Post, build_bot
from bot.transport import Timeouts
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from tests.sandbox.dialect import check_world

TOKEN = "1000000001:AAtoken-of-the-tests_0123456789abcde"
START = datetime(2027, 6, 2, 12, 0, tzinfo=UTC)
ROSARIO, TIAGO, MONTSE = 101, 102, 103
QUICK = Timeouts(connect=1.0, ordinary=1.0, upload=2.0)


class Clock:
    """Stands still until it is moved; `pause` moves it."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment

    def move(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    async def pause(self, seconds: float) -> None:
        self.move(seconds)


@dataclass(frozen=True)
class Telegram:
    """The server's world and a bot's door to it."""

    world: World
    post: Post
    url: str
    clock: Clock

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method, in order."""
        return [call.decoded for call in self.world.calls if call.method == method]

    def texts(self, chat_id: int) -> list[str]:
        """What the bot has said in a chat."""
        return [message.text for message in self.world.messages(chat_id) if message.by_bot]


@asynccontextmanager
async def local_telegram(
    limits: Limits | None = None, timeouts: Timeouts = QUICK, *, is_local: bool = False
) -> AsyncIterator[Telegram]:
    """Rosario, Tiago and Montse have started the bot. `is_local`: as telegram-bot-api with --local."""
    clock = Clock()
    world = World(clock.now, limits or Limits.off(), is_local=is_local)
    bot = world.add_bot(TOKEN, "microrredes_bot", "Microrredes")
    for user_id, name in ((ROSARIO, "Rosario"), (TIAGO, "Tiago"), (MONTSE, "Montse")):
        world.add_user(user_id, name)
        world.start(user_id, bot)
    bot.inbox.clear()
    async with serve(world) as serving:
        post = Post(build_bot(TOKEN, serving.url, timeouts=timeouts), timeouts)
        try:
            yield Telegram(world, post, serving.url, clock)
        finally:
            await post.close()
    check_world(world)
