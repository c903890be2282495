"""A world with a few people, served, and somebody who calls it as a bot does."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sandbox.limits import Limits
from sandbox.people import Bot, Chat
from sandbox.serving import Serving, serve
from sandbox.world import World
from tests.sandbox.dialect import check_call, check_updates

TOKEN = "1000000001:AAtoken-of-the-tests_0123456789abcde"
ROSARIO, TIAGO, MONTSE = 101, 102, 103
TRUSTING_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # reading everybody's certificates takes longer than a test


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
        self.moves: list[datetime] = []

    def now(self) -> datetime:
        return self.moment

    def pass_seconds(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    async def next_event(self) -> datetime | None:
        return datetime(2027, 3, 5, 9, 0, tzinfo=UTC)

    async def move_to(self, moment: datetime) -> None:
        self.moves.append(moment)
        self.moment = moment


class Caller:
    """Calls methods over HTTP with a JSON body, unless told otherwise."""

    def __init__(self, client: httpx.AsyncClient, root: str) -> None:
        self.client = client
        self.root = root

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The whole answer."""
        response = await self.client.post(f"{self.root}/bot{TOKEN}/{method}", json=parameters)
        answer: dict[str, Any] = response.json()
        assert response.status_code == (200 if answer["ok"] else answer["error_code"])
        return answer

    async def do(self, method: str, **parameters: Any) -> Any:
        answer = await self.ask(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        answer = await self.ask(method, **parameters)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    world = World(clock.now, Limits.off())
    world.add_bot(TOKEN, "redes_bot", "Redes")
    world.add_user(ROSARIO, "Rosario", "Méndez", "rosario", "es")
    world.add_user(TIAGO, "Tiago", language_code="pt")
    world.add_user(MONTSE, "Montse", language_code="ca")
    return world


@pytest.fixture
def bot(world: World) -> Bot:
    return world.bot


@pytest.fixture
def group(world: World, bot: Bot) -> Chat:
    """A supergroup of all three with the bot in it as a plain member."""
    chat = world.add_group("Movilidad", [ROSARIO, TIAGO], [MONTSE])
    world.add_bot_to(chat.id, bot)
    return chat


@pytest.fixture
async def serving(world: World, clock: Clock) -> AsyncIterator[Serving]:
    async with serve(world, clockwork=clock) as serving:
        yield serving


@asynccontextmanager
async def calling(world: World, serving: Serving) -> AsyncIterator[Caller]:
    """Whatever went well is also read with two other libraries at the end."""
    async with httpx.AsyncClient(timeout=10, verify=TRUSTING_NOBODY) as client:
        yield Caller(client, serving.url)
    for call in world.calls:
        if call.response and call.response["ok"]:
            check_call(call)
    for bot in world.bots.values():
        check_updates(bot)


@pytest.fixture
async def caller(world: World, serving: Serving) -> AsyncIterator[Caller]:
    async with calling(world, serving) as caller:
        yield caller


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=10, verify=TRUSTING_NOBODY) as client:
        yield client


@pytest.fixture
async def phones(serving: Serving, client: httpx.AsyncClient) -> httpx.AsyncClient:
    """For the page's own paths."""
    client.base_url = httpx.URL(serving.url)
    return client
