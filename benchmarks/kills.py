"""`kill -9` at random moments of the bot's whole life, while updates come in and a broadcast goes out:

    python -m benchmarks.kills [--kills 200] [--store sqlite|postgres] [--seed N]

The moments lie in start-up, in the intake and the handling of updates, while a message is posted or written down, and
at rest. The local server keeps Telegram's limits and takes 50 ms for an answer. After each kill no update is lost,
every letter that counts as sent has arrived, and none arrives twice but those of which nobody could know: a line says
so. At the end every update has taken effect once, and every letter has arrived. The seed chooses the moments; what the
machine makes of them is its own.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.demo import TOKEN, USERNAME
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.database import connect
from store.schema import upgrade
from tests.flows.kills import Killing, Toll
from tests.flows.site import Site
from tests.postgres import postgres_server

STORES = ("sqlite", "postgres")


@contextmanager
def store(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new store."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'store.db'}"
        return
    with postgres_server(folder) as url:
        yield url


async def kill(kind: str, url: str, folder: Path, kills: int, seed: int) -> Toll:
    """Raises AssertionError when anything was lost or repeated."""
    await asyncio.to_thread(upgrade, url)
    world = World(lambda: datetime.now(UTC), Limits())
    world.add_bot(TOKEN, USERNAME, "Microrredes")
    world.keeps_calls = False
    async with serve(world) as serving:
        settings = {"token": TOKEN, "api_url": serving.url, "database_url": url}
        site = Site(world, connect(url), folder, settings)
        killing = Killing(site, random.Random(seed))  # noqa: S311
        await killing.kill(kills, _progress(kind, kills))
        await site.database.close()
    return killing.toll


def _progress(kind: str, kills: int) -> Callable[[Toll], None]:
    def show(toll: Toll) -> None:
        print(f"{kind}, kill {len(toll.moments)} of {kills}, {toll.last_told()}", flush=True)

    return show


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--store", choices=STORES, action="append")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    for kind in given.store or STORES:
        print(f"{kind}, seed {given.seed}", flush=True)
        with tempfile.TemporaryDirectory(prefix="microrredes-kills-") as name:
            folder = Path(name)
            folder.chmod(0o755)  # as root the PostgreSQL server runs as a user of its own
            with store(kind, folder) as url:
                toll = asyncio.run(kill(kind, url, folder, given.kills, given.seed))
        print(f"{kind}: {toll.told()}; nothing lost, nothing else twice", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
