"""Six months of one network's letters, planned:

    python -m benchmarks.rehearsal [--rounds 5] [--store sqlite]

Movilidad Sostenible of the demonstration's programme: seven cities from Mérida to Zaragoza, 20 people in four
languages, a group, a rota that is published. Nobody answers. Planned means: every letter's row was written, with its
text and its due moment, by the ticks of the clock through 183 days, at each moment at which something was due. Each
round also copies the network out of the store, which is no part of the goal.
"""

import argparse
import asyncio
import gc
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.programme import do_load_programme, read_programme
from actions.rota.drawing import do_draw, do_publish
from bot.demo import GROUPS, PROGRAMME, register
from scheduler.forecasts import Copied, copied
from scheduler.rehearsal import Rehearsal
from store.chats import meet_chat
from store.database import connect, hold_still, in_memory
from store.memberships import members_of
from store.models import ChatKind, Letter, Network, Role
from store.programme import network_by_slug
from store.schema import upgrade
from tests.postgres import postgres_server
from texts.translator import LANGUAGES, catalogue

NETWORK = "movilidad-sostenible"
BEGIN = datetime(2027, 6, 7, 13, tzinfo=UTC)
SPAN = timedelta(days=183)
LONGEST = 1.0  # seconds
DELEGATES = 18


@dataclass(frozen=True)
class Round:
    """Seconds, of the wall's clock and of the processor, and what was planned."""

    copying: float
    planning: float
    processor: float
    letters: int


def people(cities: list[str]) -> Iterator[dict[str, Any]]:
    """A coordinator, a facilitator, and delegates in turn for each city."""
    staff = {"networks": [NETWORK], "last_name": "Demo", "zone": "Europe/Madrid"}
    yield staff | {"id": 1, "first_name": "C", "language": "ca", "role": "coordinator"}
    yield staff | {"id": 2, "first_name": "F", "language": "pt", "role": "facilitator", "zone": "America/Sao_Paulo"}
    for number, city, language in zip(
        range(DELEGATES), cycle(cities), cycle(("es", "es", "pt", "ca", "en")), strict=False
    ):
        of_city = {"first_name": f"D{number}", "language": language, "city": city, "role": "delegate"}
        yield staff | {"id": 10 + number} | of_city


def furnish(session: Session) -> None:
    """The network as it is before its first session."""
    whole = read_programme(PROGRAMME)
    mine = next(one for one in whole.networks if one.slug == NETWORK)
    cities = tuple(one for one in whole.cities if one.slug in mine.cities)
    do_load_programme(session, replace(whole, cities=cities, networks=(mine,)), now=BEGIN)
    for person in people(list(mine.cities)):
        register(session, person, BEGIN)
    network = found(session)
    chat = meet_chat(session, GROUPS[NETWORK], ChatKind.SUPERGROUP, network.name)
    chat.network_id, chat.connected_at = network.id, BEGIN
    coordinator = members_of(session, network.id, Role.COORDINATOR)[0][1]
    rota = do_draw(session, coordinator, network, now=BEGIN)
    do_publish(session, coordinator, rota, network, sequence=rota.sequence, now=BEGIN)


def found(session: Session) -> Network:
    network = network_by_slug(session, NETWORK)
    assert network is not None
    return network


async def copy_of(url: str) -> Copied:
    def unit(session: Session) -> Copied:
        hold_still(session)
        return copied(session, found(session), BEGIN)

    database = connect(url)
    try:
        return await database.read(unit)
    finally:
        await database.close()


def rehearsed(url: str) -> Round:
    began = time.perf_counter()
    network = asyncio.run(copy_of(url))
    with in_memory() as session:
        network.excerpt.put_into(session)
        numbered = session.scalar(sa.select(sa.func.max(Letter.id))) or 0
        copied_at, processor = time.perf_counter(), time.process_time()
        for _ in Rehearsal(session, BEGIN, lambda _at, _letter: None).months(BEGIN + SPAN):
            pass
        planned_at, processor = time.perf_counter(), time.process_time() - processor
        letters = (session.scalar(sa.select(sa.func.max(Letter.id))) or 0) - numbered
    return Round(copied_at - began, planned_at - copied_at, processor, letters)


async def furnished(url: str) -> None:
    database = connect(url)
    await database.run(furnish)
    await database.close()


@contextmanager
def stores(kind: str) -> Iterator[str]:
    """The address of a store with the network."""
    with tempfile.TemporaryDirectory(prefix="microrredes-rehearsal-") as name:
        if kind == "sqlite":
            yield f"sqlite:///{Path(name) / 'store.db'}"
        else:
            with postgres_server(Path(name)) as url:
                yield url


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rehearsal", description="six months of a network")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--store", choices=("sqlite", "postgres"), action="append", help="one only")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}; goal: planned in {LONGEST:.0f} s, by medians\n")
    print("| store | letters | copied out of the store | planned | CPU of that | first round |\n|" + " --- |" * 6)
    for language in LANGUAGES:
        catalogue(language)
    gc.freeze()  # as the bot does
    gc.set_threshold(20_000, 20, 20)
    is_missed = False
    for kind in given.store or ("sqlite", "postgres"):
        with stores(kind) as url:
            upgrade(url)
            asyncio.run(furnished(url))
            rounds = [rehearsed(url) for _ in range(given.rounds)]
        copying, planning, processor = (
            median(getattr(one, name) for one in rounds) for name in ("copying", "planning", "processor")
        )
        is_missed |= planning > LONGEST
        told = f"{copying:.2f} s | {planning:.2f} s | {processor:.2f} s | {rounds[0].planning:.2f} s"
        print(f"| {kind} | {rounds[0].letters} | {told} |", flush=True)
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
