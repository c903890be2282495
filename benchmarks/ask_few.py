"""How long it takes to find the few to whom a challenge is put:

    python -m benchmarks.ask_few [--people 10000] [--store sqlite]

All people are in one network, five of a city, with three things each that they can help with: of the labelled set of
`tests/data/few`, so that words are as frequent as there, and of it also the challenges that are asked. They have shared
as many records as there are people. Measured inside the unit of work, from the challenge to the few with their letters
planned. No real network is that large: with eight cities each it takes a tenth.
"""

import argparse
import asyncio
import platform
import random
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access.finding import door_of_network
from actions.few.asking import ask_all
from actions.few.likeness import terms_of_offer
from actions.search.entries import terms_in
from actions.search.narrowing import EVERY, kind_term
from actions.search.thesaurus import thesaurus
from actions.search.wording import keep_found
from benchmarks.main_job import percentile
from benchmarks.search_quality import stores
from store.database import Database, connect
from store.models import (
    Asking,
    Challenge,
    Chat,
    ChatKind,
    City,
    Experience,
    FoundKind,
    Help,
    HelpKind,
    HelpTerm,
    Membership,
    Network,
    Person,
    Role,
    SearchEntry,
    Visibility,
)
from store.schema import upgrade
from store.search import count_terms
from tests import few_cases as cases
from tests.actions.founding import found_network, join, settle_person

GOAL = 0.100  # seconds, p95
OF_A_CITY = 5
OFFERS = 3
NOW = cases.NOW
FIRST = 1_000  # of the numbers of people and cities, beyond those who ask


def people_rows(number: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """People, their chats, and their cities."""
    known: dict[str, Any] = {"language": "es", "zone": "Europe/Madrid"}
    person = {**known, "country": "ES", "consented_at": NOW, "created_at": NOW}
    people = [{"id": FIRST + n, "telegram_id": 1_000_000 + n, "name": f"Person {n}", **person} for n in range(number)]
    chats = [{"id": 1_000_000 + n, "kind": ChatKind.PRIVATE, "title": "", "language": "es"} for n in range(number)]
    cities = [
        {"id": FIRST + n, "slug": f"place-{n}", "name": f"Place {n}", "country": "ES", **known}
        for n in range(-(-number // OF_A_CITY))
    ]
    return people, chats, cities


def member_rows(network_id: int, number: int) -> list[dict[str, Any]]:
    return [
        {
            "id": FIRST + n,
            "person_id": FIRST + n,
            "network_id": network_id,
            "city_id": FIRST + n // OF_A_CITY,
            "role": Role.DELEGATE,
            "joined_at": NOW,
        }
        for n in range(number)
    ]


def offer_rows(network_id: int, number: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What they can help with, and by which terms that is found."""
    known, chance = thesaurus(), random.Random(7)  # noqa: S311 - the same each time
    said = [(text, one["language"]) for one in cases.people() for text in one["offers"]]
    terms = {text: terms_of_offer(text, language, known) for text, language in said}
    helps, found = [], []
    for n in range(number * OFFERS):
        text, _ = chance.choice(said)
        one = {"id": n + 1, "membership_id": FIRST + n // OFFERS, "kind": HelpKind.OFFER, "text": text}
        helps.append(one | {"made_with": known.made_with})
        found += [{"network_id": network_id, "help_id": n + 1, "term": term} for term in terms[text]]
    return helps, found


def record_rows(network_id: int, number: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Experiences that they have shared, and their entries in the index."""
    known, chance = thesaurus(), random.Random(8)  # noqa: S311
    said = [(case.title, case.problem, case.language) for case in cases.cases()]
    terms = {title: (terms_in(title, of, known), terms_in(text, of, known)) for title, text, of in said}
    experiences, entries = [], []
    for n in range(1, number + 1):
        (title, _, language), (other, text, _) = chance.choice(said), chance.choice(said)
        at = NOW - timedelta(minutes=number + 10 - n)
        own = {"person_id": FIRST + n - 1, "city_id": FIRST + (n - 1) // OF_A_CITY, "network_id": network_id}
        shared = {"visibility": Visibility.NETWORK, "language": language, "published_at": at}
        experiences.append({"id": n, "title": title, "done": text, "regret": "", **own, **shared})
        narrowing = {EVERY, kind_term(FoundKind.EXPERIENCE), door_of_network(network_id)}
        entry = {"kind": FoundKind.EXPERIENCE, "about_id": n, "state": "", "published_at": at}
        words = {"title_terms": " ".join(terms[title][0]), "terms": " ".join(terms[other][1] | narrowing)}
        entries.append({**entry, **words, "made_with": known.made_with})
    return experiences, entries


async def fill(database: Database, number: int) -> tuple[int, int]:
    """So many people in one network; gives the network, and who asks."""

    def found(session: Session) -> tuple[int, int]:
        network = found_network(session, "large")
        asker, city = settle_person(session)
        join(session, asker, city, network)
        return network.id, asker.id

    network_id, asker_id = await database.run(found)
    people, chats, cities = people_rows(number)
    helps, terms = offer_rows(network_id, number)
    experiences, entries = record_rows(network_id, number)
    tables: Sequence[tuple[Any, list[dict[str, Any]]]] = (
        *((City, cities), (Person, people), (Chat, chats), (Membership, member_rows(network_id, number))),
        *((Help, helps), (HelpTerm, terms), (Experience, experiences), (SearchEntry, entries)),
    )
    for table, rows in tables:
        for first in range(0, len(rows), 5_000):
            page = rows[first : first + 5_000]
            await database.run(lambda session: session.execute(sa.insert(table), page) and None)  # noqa: B023
    counted: dict[str, int] = {}
    for entry in entries:
        for term in {*entry["title_terms"].split(), *entry["terms"].split()}:
            counted[term] = counted.get(term, 0) + 1
    await database.run(lambda session: count_terms(session, counted))
    if not database.is_sqlite:
        await database.run(lambda session: session.execute(sa.text("ANALYZE")) and None)
    return network_id, asker_id


async def asked(database: Database, network_id: int, asker_id: int) -> tuple[list[float], int]:
    """Seconds of each challenge, and how many were asked in all. Each is asked a week after the one before."""

    def share(session: Session, case: cases.Case) -> int:
        said = {"title": case.title, "problem": case.problem, "tried": "", "language": case.language}
        who = {"network_id": network_id, "person_id": asker_id, "visibility": Visibility.NETWORK}
        challenge = Challenge(published_at=NOW, **said, **who)
        session.add(challenge)
        keep_found(session, challenge)
        return challenge.id

    def ask(session: Session, challenge_id: int, weeks: int) -> float:
        challenge = session.get_one(Challenge, challenge_id)
        network = session.get_one(Network, network_id)
        began = time.perf_counter()
        ask_all(session, [(challenge, network)], now=NOW + weeks * timedelta(days=7))
        session.flush()
        return time.perf_counter() - began

    times = []
    for weeks, case in enumerate(cases.cases()):
        challenge_id = await database.run(lambda session: share(session, case))  # noqa: B023
        times.append(await database.run(lambda session: ask(session, challenge_id, weeks)))  # noqa: B023
    number = await database.read(lambda session: session.scalar(sa.select(sa.func.count(Asking.id))) or 0)
    return times[3:], number


async def measured(url: str, number: int) -> tuple[list[float], int]:
    database = connect(url)
    try:
        return await asked(database, *await fill(database, number))
    finally:
        await database.close()


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ask_few", description="how long it takes to find the few"
    )
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--store", choices=("sqlite", "postgres"), action="append", help="one only")
    given = parser.parse_args()
    print(f"{given.people} people in one network, Python {platform.python_version()}\n")
    print("| store | challenges | asked | median | p95 |\n|" + " --- |" * 5)
    slowest = 0.0
    for kind in given.store or ("sqlite", "postgres"):
        with stores(kind) as url:
            upgrade(url)
            times, number = asyncio.run(measured(url, given.people))
        at_most = percentile(times, 0.95)
        slowest = max(slowest, at_most)
        median = percentile(times, 0.5)
        print(f"| {kind} | {len(times)} | {number} | {median * 1000:.0f} ms | {at_most * 1000:.0f} ms |", flush=True)
    print(f"\ngoal: {GOAL * 1000:.0f} ms")
    return int(slowest > GOAL)


if __name__ == "__main__":
    sys.exit(main())
