"""A store in one file and back, into the other kind of database, and what that takes of time and memory:

    python -m benchmarks.backup [--records 1000] [--records 100000] [--people 400] [--letters 5]

Each command is a process of its own. Goal: the same memory, however much it is.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from benchmarks.digests import stores
from benchmarks.population import Moments, Sizes, populate
from benchmarks.processes import CHECKOUT
from store.database import connect, on_connection
from store.database.contents import number_of_rows, own_columns
from store.schema import upgrade

NOW = datetime(2027, 10, 18, 7, tzinfo=UTC)
NETWORKS = 20


def fill(url: str, sizes: Sizes) -> int:
    """Gives the number of rows."""

    async def work() -> None:
        database = connect(url)
        await populate(database, sizes, Moments(NOW, NOW + timedelta(days=3), NOW + timedelta(days=2, hours=5)))
        await database.close()

    upgrade(url)
    asyncio.run(work())
    return on_connection(url, lambda there: sum(number_of_rows(there, own_columns(there)).values()))


def command(url: str, *arguments: str) -> tuple[float, float]:
    """Its seconds, and the most memory that it held, in MB (VmHWM; Linux)."""
    began, most = monotonic(), 0
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env={**os.environ, "MICRORREDES_DATABASE_URL": url, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None:
            most = max(most, _most_memory(process.pid))
            sleep(0.02)
        if process.returncode:
            raise RuntimeError(process.communicate()[1])
    return monotonic() - began, most / 1024


def _most_memory(number: int) -> int:
    """Kilobytes; 0 when it has ended."""
    try:
        status = Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backup", description="a store in one file and back")
    parser.add_argument("--records", type=int, action="append", help="shared in all (1,000 and 100,000)")
    parser.add_argument("--people", type=int, default=400, help="of each of 20 networks")
    parser.add_argument("--letters", type=int, default=5, help="old ones to each person")
    given = parser.parse_args()
    print("| records | rows | file | from | backup | restore into the other |")
    print("| --- | --- | --- | --- | --- | --- |")
    for records in given.records or (1_000, 100_000):
        for kind, other in (("sqlite", "postgres"), ("postgres", "sqlite")):
            with tempfile.TemporaryDirectory() as folder, stores(kind) as url, stores(other) as target:
                file = Path(folder) / "backup.zip"
                rows = fill(url, Sizes(NETWORKS, given.people, records, letters=given.letters))
                told = [command(url, "backup", str(file)), command(target, "restore", str(file))]
                size = file.stat().st_size / 1_000_000
                times = " | ".join(f"{seconds:.1f} s, {megabytes:.0f} MB" for seconds, megabytes in told)
                print(f"| {records:,} | {rows:,} | {size:.1f} MB | {kind} | {times} |", flush=True)


if __name__ == "__main__":
    main()
