"""Digests of everybody due at one moment, and reminders of sessions at the same hour:

    python -m benchmarks.digests [--networks 500] [--people 20] [--records 100000] [--store sqlite]

The production clock, in a process of its own that holds the whole bot, from the moment at which everything is due
until every letter stands in the outbox; small transactions, as presses make them, run beside it. Once with all
records, once with a tenth of the old ones and the same news: the cost follows what is new, not what exists.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from benchmarks.digests_case import Figures
from benchmarks.main_job import percentile
from benchmarks.population import Moments, Sizes, populate
from store.database import connect, on_connection
from store.schema import upgrade
from tests.postgres import postgres_server

DUE = datetime(2027, 10, 18, 7, tzinfo=UTC)
ALL, FEWER, REMINDERS = "digests", "digests, a tenth of the old records", "reminders of an hour before"
LONGEST = 10.0  # seconds
MOST_MEMORY = 250.0  # MB
LONGEST_UNIT = 0.1  # seconds of processor; an embedded store has one writer
MOST_TIMES = 1.2  # what a page costs with all records, compared to a tenth of the old ones


@dataclass(frozen=True)
class Case:
    """What is due, in what."""

    name: str
    sizes: Sizes
    moments: Moments


def cases(given: argparse.Namespace) -> list[Case]:
    news = Sizes(given.networks, given.people, 0)
    old = given.records - news.new * given.networks
    digests = Moments(now=DUE - timedelta(minutes=5), digests=DUE, session=DUE + timedelta(days=4))
    reminders = replace(digests, digests=DUE + timedelta(days=3), session=DUE + timedelta(hours=1))
    return [
        Case(ALL, replace(news, records=old), digests),
        Case(FEWER, replace(news, records=old // 10), digests),
        Case(REMINDERS, replace(news, records=old, everybody_comes=True), reminders),
    ]


async def run(case: Case, url: str) -> Figures:
    await asyncio.to_thread(upgrade, url)
    database = connect(url)
    await populate(database, case.sizes, case.moments)
    await database.close()
    if not url.startswith("sqlite"):
        await asyncio.to_thread(on_connection, url, lambda connection: connection.execute(sa.text("ANALYZE")))
    command = (sys.executable, "-m", "benchmarks.digests_case", url, DUE.isoformat())
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    return Figures(**json.loads(output))


@contextmanager
def stores(kind: str) -> Iterator[str]:
    """The address of an empty store."""
    with tempfile.TemporaryDirectory(prefix="microrredes-digests-") as name:
        if kind == "sqlite":
            yield f"sqlite:///{Path(name) / 'store.db'}"
        else:
            with postgres_server(Path(name)) as url:
                yield url


def missed(case: Case, figures: Figures, kind: str) -> list[str]:
    """The goals that were not reached."""
    checks = {
        "letters": figures.letters == expected(case),
        "time": figures.seconds <= LONGEST,
        "memory": figures.memory <= MOST_MEMORY,
        "transaction": kind != "sqlite" or max(figures.units) <= LONGEST_UNIT,
    }
    return [name for name, reached in checks.items() if not reached]


def expected(case: Case) -> int:
    """How many letters are due."""
    return case.sizes.networks * case.sizes.people if case.name == REMINDERS else case.sizes.readers


def row(case: Case, figures: Figures, kind: str) -> str:
    waits = [1000 * wait for wait in figures.waits]
    shown = " / ".join(f"{value:.0f}" for value in (percentile(waits, 0.5), percentile(waits, 0.95), max(waits)))
    cells = (
        kind,
        case.name,
        f"{case.sizes.records + case.sizes.new * case.sizes.networks}",
        f"{figures.letters}",
        f"{figures.seconds:.1f} s",
        f"{figures.processor:.1f} s",
        f"{figures.memory:.0f} MB",
        f"{1000 * max(figures.units):.0f} ms",
        f"{shown} ms",
        ", ".join(missed(case, figures, kind)) or "-",
    )
    return "| " + " | ".join(cells) + " |"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digests", description="all digests due at once")
    parser.add_argument("--networks", type=int, default=500)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--store", choices=("sqlite", "postgres"), action="append", help="one only")
    given = parser.parse_args()
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}; {given.networks} networks of {given.people}; "
        f"goals: {LONGEST:.0f} s, {MOST_MEMORY:.0f} MB, on SQLite no transaction beyond {1000 * LONGEST_UNIT:.0f} ms "
        f"of CPU, and at most {MOST_TIMES} times the cost of a page for ten times the old records\n"
    )
    print("| store | due | records | letters | in the outbox after | CPU | memory | longest transaction (CPU) ", end="")
    print("| a press beside it p50 / p95 / max | missed |\n|" + " --- |" * 10)
    is_missed = False
    for kind in given.store or ("sqlite", "postgres"):
        used = {}
        for case in cases(given):
            with stores(kind) as url:
                figures = asyncio.run(run(case, url))
            used[case.name] = median(figures.units)
            is_missed |= bool(missed(case, figures, kind))
            print(row(case, figures, kind), flush=True)
        times = used[ALL] / used[FEWER]
        is_missed |= times > MOST_TIMES
        print(f"| {kind} | a page: all records / a tenth of the old ones | | | | {times:.2f} times | | | | |")
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
