"""Who learned from whom as a picture:

    python -m benchmarks.ledger [--cities 200] [--adoptions 600] [--rounds 5] [--picture FILE]

A network of so many cities that have taken so many things from each other, on an embedded store. A round is what a task
does: the ledger is read and arranged in a unit, and a process of its own starts, draws the picture and ends.
"""

import argparse
import asyncio
import os
import platform
import random
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from statistics import median

from sqlalchemy.orm import Session

from actions.adoptions.picture import ledger_for
from reports.ledger import ledger_order, unnamed
from reports.printing import Order
from scheduler.worker import do_work
from store.database import connect
from store.models import (
    Adoption,
    AdoptionState,
    City,
    Experience,
    Membership,
    Network,
    NetworkCity,
    Person,
    Role,
    Visibility,
)
from store.schema import upgrade
from texts.translator import translator_of

NOW = datetime(2027, 6, 7, 13, tzinfo=UTC)
LONGEST = 2.0  # seconds, of a whole round
SEED = 20270607
COUNTRIES = ("AR", "BR", "CO", "DO", "EC", "ES", "MX", "PA")


@dataclass(frozen=True)
class Round:
    """Seconds to read and arrange, and to draw; bytes of the picture."""

    ordering: float
    drawing: float
    size: int


def populate(session: Session, cities: int, adoptions: int) -> int:
    """Gives the person who asks for the picture. Some cities share more than others, as they do."""
    chance = random.Random(SEED)  # noqa: S311 - the same ledger each time
    network = Network(
        slug="ledger",
        name="Microrred de Movilidad Sostenible",
        field="Movilidad",
        zone="Europe/Madrid",
        starts_on=date(2027, 6, 1),
        rule="FREQ=MONTHLY;BYDAY=3FR;COUNT=6",
        meeting_time=hour(17),
        meeting_minutes=90,
        digest_weekday=0,
        created_at=NOW,
    )
    person = Person(
        name="Una persona", language="es", zone="Europe/Madrid", country="ES", consented_at=NOW, created_at=NOW
    )
    places = [
        City(
            slug=f"city-{number}",
            name=f"Ciudad Intermedia {number}",
            country=COUNTRIES[number % len(COUNTRIES)],
            zone="Europe/Madrid",
            language="es",
        )
        for number in range(cities)
    ]
    session.add_all([network, person, *places])
    session.flush()
    session.add_all(NetworkCity(network_id=network.id, city_id=city.id) for city in places)
    session.add(Membership(person_id=person.id, network_id=network.id, role=Role.COORDINATOR, joined_at=NOW))
    for number in range(adoptions):
        giver = places[int(cities * chance.random() ** 2)]
        taker = chance.choice([city for city in places if city is not giver])
        experience = Experience(
            network_id=network.id,
            city_id=giver.id,
            person_id=person.id,
            title=f"Plazas de carga {number}",
            done="Se pintaron.",
            regret="Cobrar.",
            language="es",
            visibility=Visibility.NETWORK,
            published_at=NOW,
        )
        session.add(experience)
        session.flush()
        session.add(
            Adoption(
                network_id=network.id,
                experience_id=experience.id,
                origin_id=giver.id,
                city_id=taker.id,
                person_id=person.id,
                takes="Las plazas",
                first_step="Medir",
                starts_on=NOW.date(),
                language="es",
                state=chance.choice(list(AdoptionState)),
                adopted_at=NOW + timedelta(minutes=number),
                check_days=30,
            )
        )
    session.flush()
    return person.id


async def rounds(given: argparse.Namespace, folder: Path) -> tuple[list[Round], bytes, int]:
    """What each took, the picture, and how many cities it does not name."""
    url = f"sqlite:///{folder / 'store.db'}"
    await asyncio.to_thread(upgrade, url)
    database = connect(url)
    person_id = await database.run(lambda session: populate(session, given.cities, given.adoptions))

    def ordered(session: Session) -> tuple[Order, int]:
        person = session.get_one(Person, person_id)
        shown = ledger_for(session, person, 1)
        return ledger_order(translator_of(person), shown), unnamed(shown)

    done, picture, without = [], b"", 0
    for _ in range(given.rounds):
        begun = time.perf_counter()
        order, without = await database.read(ordered)
        between = time.perf_counter()
        picture = await do_work(order)
        done.append(Round(between - begun, time.perf_counter() - between, len(picture)))
    await database.close()
    return done, picture, without


def report(done: list[Round], without: int, given: argparse.Namespace) -> int:
    """The medians, and whether each round kept to the goal."""
    whole = [one.ordering + one.drawing for one in done]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{given.cities} cities, {given.adoptions} adoptions, {without} without a name")
    print(f"read and arranged {median(one.ordering for one in done):.2f} s")
    print(f"drawn             {median(one.drawing for one in done):.2f} s, with the start of its process")
    print(f"in all            {median(whole):.2f} s, at most {max(whole):.2f} s (goal {LONGEST:.0f} s)")
    print(f"the process       {memory:.0f} MB at most; the picture {done[-1].size / 1024:.0f} kB")
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    return 0 if max(whole) <= LONGEST else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", type=int, default=200)
    parser.add_argument("--adoptions", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--picture", type=Path, help="where to keep it, to be looked at")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="microrredes-ledger-") as folder:
        done, picture, without = asyncio.run(rounds(given, Path(folder)))
    if given.picture is not None:
        given.picture.write_bytes(picture)
    return report(done, without, given)


if __name__ == "__main__":
    sys.exit(main())
