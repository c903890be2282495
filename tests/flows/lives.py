"""The demonstration as it stands at some moments, each lived through once in a run of the tests."""

import pickle
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

import sqlalchemy as sa

from bot.demo import TOKEN, USERNAME, add_phones, furnish_store, furnish_world, read_cast
from bot.sandboxed import BOT_NAME
from bot.settings import Secret, Settings
from bot.simulated import SimulatedTime, Simulation, simulate
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.database import connect
from store.models import Letter
from tests.flows.filled import fill
from tests.once import alone
from tests.sandbox.dialect import check_world

CAST = read_cast()


@dataclass(frozen=True)
class Furnished:
    """The demonstration after everybody's first /start: each test gets a copy of both sides."""

    store_url: str
    world: World
    tokens: dict[int, str]  # of the waiting invitations, by Telegram id
    moment: datetime


class Lives:
    """The demonstration at each moment at which a test begins. `copy_store` gives the address of a store's copy."""

    def __init__(
        self, kind: str, template: str, copy_store: Callable[[str], Awaitable[str]], moments: list[datetime]
    ) -> None:
        self._kind = kind
        self._template = template
        self._copy_store = copy_store
        self._moments = moments
        self._known: dict[str, bytes] = {}

    async def until(self, moment: datetime | None) -> Furnished:
        """The demonstration after nobody did anything until `moment`; None: at its beginning.

        Whoever lives longer passes all moments on the way, which are then there for the other tests.
        """
        lived = await self._first()
        for stop in self._moments:
            if moment is not None and stop <= moment:
                lived = await self._kept(f"{stop:%Y-%m-%dT%H%M}", partial(self._moved_on, lived, stop))
        return _read(lived)

    async def filled(self) -> Furnished:
        """The demonstration at its beginning, with a little of everything that people share."""
        return _read(await self._kept("filled", partial(self._filled, await self._first())))

    async def _first(self) -> bytes:
        return await self._kept("first", self._begun)

    async def _kept(self, name: str, made: Callable[[], Awaitable[Furnished]]) -> bytes:
        if name not in self._known:
            with alone(f"{self._kind}-{name}.pickle") as path:
                if not path.exists():
                    path.write_bytes(pickle.dumps(await made()))
                self._known[name] = path.read_bytes()
        return self._known[name]

    async def _begun(self) -> Furnished:
        return await _furnished(await self._copy_store(self._template))

    async def _moved_on(self, before: bytes, moment: datetime) -> Furnished:
        return await _moved(await self._copied(before), moment)

    async def _filled(self, before: bytes) -> Furnished:
        copied = await self._copied(before)
        database = connect(copied.store_url)
        try:
            await database.run(lambda session: fill(session, copied.moment))
        finally:
            await database.close()
        return copied

    async def _copied(self, before: bytes) -> Furnished:
        lived = _read(before)
        return replace(lived, store_url=await self._copy_store(lived.store_url))


def _read(lived: bytes) -> Furnished:
    found: Furnished = pickle.loads(lived)  # noqa: S301 - made by ourselves
    return found


@asynccontextmanager
async def living(furnished: Furnished, *, public_url: str | None = None) -> AsyncIterator[Simulation]:
    """The bot in this process and the world behind HTTP, both at the same moment."""
    async with serve(furnished.world) as serving:
        settings = replace(_settings(), api_url=serving.url, database_url=furnished.store_url, public_url=public_url)
        async with simulate(settings, furnished.moment, frozen=True) as simulation:
            furnished.world.now = simulation.now
            yield simulation


@cache
def _settings() -> Settings:
    """To look for them in the environment takes longer than to start the bot."""
    return Settings(token=Secret(TOKEN))


async def _furnished(url: str) -> Furnished:
    cast = CAST
    database = connect(url)
    tokens = await database.run(lambda session: furnish_store(session, cast, cast.starts_at))
    # The menus of the cast say nothing about any test.
    await database.run(lambda session: session.execute(sa.delete(Letter)))
    await database.close()
    world = World(lambda: cast.starts_at, Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    add_phones(world, cast)
    furnished = Furnished(url, world, tokens, cast.starts_at)
    async with living(furnished) as simulation:
        furnish_world(world, cast, tokens)
        await simulation.settle()
        return _rested(furnished, simulation)


async def _moved(furnished: Furnished, moment: datetime) -> Furnished:
    async with living(furnished) as simulation:
        await simulation.move_to(moment)
        await simulation.settle()
        return _rested(furnished, simulation)


def _rested(furnished: Furnished, simulation: Simulation) -> Furnished:
    """What was said until now is checked, and no part of any test."""
    check_world(furnished.world)
    furnished.world.calls.clear()
    for bot in furnished.world.bots.values():
        bot.inbox.emitted.clear()
    furnished.world.now = SimulatedTime(simulation.now(), frozen=True).now
    return replace(furnished, moment=simulation.now())
