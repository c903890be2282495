"""`town`: the demonstration on each database, the bot in process, Telegram's side over real HTTP."""

from collections.abc import AsyncIterator, Iterator

import pytest
import structlog
from pydantic import SecretStr
from structlog.testing import LogCapture

from bot.demo import TOKEN, USERNAME, add_phones, read_cast
from bot.sandboxed import BOT_NAME, furnish
from bot.settings import Settings
from bot.simulated import Simulation, simulate
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from tests.flows.phones import Town
from tests.sandbox.dialect import check_world


@pytest.fixture
def log() -> Iterator[LogCapture]:
    """What the bot writes into its log."""
    capture = LogCapture()
    before = structlog.get_config()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, capture], cache_logger_on_first_use=False)
    yield capture
    structlog.configure(**before)


@pytest.fixture
async def town(store_url: str, log: LogCapture) -> AsyncIterator[Town]:
    """At the end: nothing of ours broke, and every call and update was in Telegram's own dialect."""
    cast = read_cast()
    holder: list[Simulation] = []
    world = World(lambda: holder[0].now() if holder else cast.starts_at, Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    add_phones(world, cast)
    async with serve(world) as serving:
        settings = Settings(token=SecretStr(TOKEN), api_url=serving.url, database_url=store_url)
        async with simulate(settings, cast.starts_at, frozen=True) as simulation:
            holder.append(simulation)
            groups = await furnish(simulation.application.database, world, cast, simulation.now())
            town = Town(world, simulation, cast, groups)
            await town.settle()
            yield town
    check_world(world)
    broken = [entry for entry in log.entries if entry["log_level"] in ("error", "critical")]
    assert broken == []
