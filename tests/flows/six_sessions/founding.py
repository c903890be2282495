"""The network before its first session: programme, people and a group that nobody has connected yet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session
from structlog.testing import LogCapture

from actions.programme import do_load_programme, read_programme
from bot.demo import GROUPS, PROGRAMME, TITLES, TOKEN, USERNAME, Cast, add_phones, read_cast, register
from bot.sandboxed import BOT_NAME
from sandbox.limits import Limits
from sandbox.world import World
from store.database import connect
from tests.flows.conftest import town_of
from tests.flows.lives import Furnished
from tests.flows.phones import Town

NETWORK = "movilidad-sostenible"
GROUP = GROUPS[NETWORK]
COORDINATOR = 1001


@asynccontextmanager
async def founded(store_url: str, log: LogCapture) -> AsyncIterator[Town]:
    """The one network of the programme, on an empty store; everybody who is not invited later has come in."""
    cast = read_cast(Path(__file__).parent / "cast.toml")
    database = connect(store_url)
    await database.run(lambda session: _load(session, cast))
    await database.close()
    world = World(lambda: cast.starts_at, Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    add_phones(world, cast)
    async with town_of(Furnished(store_url, world, {}, cast.starts_at), log) as town:
        town.cast, town.groups = cast, {NETWORK: GROUP}
        world.add_group(TITLES[NETWORK], [person["id"] for person in cast.people], [COORDINATOR], GROUP)
        world.add_bot_to(GROUP, world.bot, administrator=True)
        for person in cast.registered:
            world.start(person["id"])
        await town.settle()
        yield town


def _load(session: Session, cast: Cast) -> None:
    whole = read_programme(PROGRAMME)
    network = next(one for one in whole.networks if one.slug == NETWORK)
    cities = tuple(one for one in whole.cities if one.slug in network.cities)
    do_load_programme(session, replace(whole, cities=cities, networks=(network,)), now=cast.starts_at)
    for person in cast.registered:
        register(session, person, cast.starts_at)
