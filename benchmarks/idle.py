"""What the bot asks its store in an hour in which nothing is due:

    python -m benchmarks.idle [--networks 50] [--people 20] [--records 10000] [--letters 10] [--store sqlite]

The production clock and the production delivery, with nobody pressing anything, under a clock that is turned from one
look to the next. Every statement is caught and explained by its database: none of them may read a table whole.
"""

import argparse
import asyncio
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from benchmarks.digests import stores
from benchmarks.population import Moments, Sizes, populate
from benchmarks.statements import Statement, caught, tables_scanned
from bot.post import Post, build_bot
from scheduler.clock import BETWEEN_LOOKS, Clock
from scheduler.delivery import Delivery
from store.database import Database, connect, on_connection
from store.schema import upgrade

MORNING = datetime(2027, 10, 18, 7, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9"
HOUR = timedelta(hours=1)
# Held by nobody longer than until the next upkeep, which deletes what it reads: an index would cost every letter.
ALLOWED = {"pace"}


@dataclass(frozen=True)
class Idle:
    """How often who looked, and all that the store was asked."""

    clock: int
    delivery: int
    statements: list[Statement]

    @property
    def questions(self) -> dict[str, Statement]:
        """Each once."""
        return {one.text: one for one in self.statements if one.is_question}


async def live(database: Database, begin: datetime, time: timedelta = HOUR) -> Idle:
    """Each look comes when the one before asked for it; the upkeep comes once."""
    now = begin
    post = Post(build_bot("1:idle", NOWHERE))
    delivery = Delivery(database, post, lambda: now)
    clock = Clock(database, lambda: now, delivery.wake)
    looks = {"clock": 0, "delivery": 0}
    moments = {"clock": begin, "delivery": begin}
    with caught() as statements:
        while (now := min(moments.values())) < begin + time:
            who = min(moments, key=lambda name: moments[name])
            looks[who] += 1
            if who == "clock":
                following = await clock.look()
                moments[who] = min(following or now + BETWEEN_LOOKS, now + BETWEEN_LOOKS)
            else:
                moments[who] = now + timedelta(seconds=await delivery.look())
        await clock.keep_up()
    return Idle(looks["clock"], looks["delivery"], statements)


async def scanning(database: Database, statements: Iterable[Statement]) -> dict[str, set[str]]:
    """The statements that read a table whole, with its name."""
    found = {}
    for one in statements:
        tables = await database.read(lambda session, one=one: tables_scanned(session, one))  # type: ignore[misc]
        if tables - ALLOWED:
            found[one.text] = tables
    return found


async def run(url: str, sizes: Sizes) -> tuple[Idle, dict[str, set[str]]]:
    await asyncio.to_thread(upgrade, url)
    database = connect(url)
    moments = Moments(now=MORNING, digests=MORNING + timedelta(days=3), session=MORNING + timedelta(days=2, hours=5))
    await populate(database, sizes, moments)
    if not database.is_sqlite:  # what it keeps of the sizes of tables decides how it reads them
        await asyncio.to_thread(on_connection, url, lambda connection: connection.execute(sa.text("ANALYZE")))
    idle = await live(database, MORNING)
    scans = await scanning(database, idle.questions.values())
    await database.close()
    return idle, scans


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.idle", description="an hour with nothing to do")
    parser.add_argument("--networks", type=int, default=50)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--letters", type=int, default=10, help="old ones to each person")
    parser.add_argument("--store", choices=("sqlite", "postgres"), action="append", help="one only")
    given = parser.parse_args()
    sizes = Sizes(given.networks, given.people, given.records, letters=given.letters)
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}; {given.networks * given.people} memberships, "
        f"{given.records} records, {given.letters * given.networks * given.people} old letters, an hour of nothing\n"
    )
    print("| store | wake-ups a minute (clock, delivery) | statements a minute | different ones | that scan a table |")
    print("| --- | --- | --- | --- | --- |")
    is_missed = False
    for kind in given.store or ("sqlite", "postgres"):
        with stores(kind) as url:
            idle, scans = asyncio.run(run(url, sizes))
        is_missed |= bool(scans)
        asked = sum(one.is_question for one in idle.statements)
        print(
            f"| {kind} | {idle.clock / 60:.0f}, {idle.delivery / 60:.0f} | {asked / 60:.0f} | {len(idle.questions)} "
            f"| {len(scans)} |"
        )
        for text, tables in scans.items():
            sys.stderr.write(f"{kind}: {', '.join(sorted(tables))} in {' '.join(text.split())}\n")
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
