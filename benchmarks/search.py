"""A search through what has been shared for years:

    python -m benchmarks.search [--records 100000]... [--store sqlite]

Records are made of sentences of the labelled set (`tests/data/search`), so that words are as frequent as there; its
queries are asked. Two readers: somebody who takes part in one network of 50, and a coordinator of ten of them. A search
is measured from the words to the page of five with its passages, inside its unit of work. Publishing: a challenge, from
the action to the end of its unit, with all that goes with it (card, letters, index).
"""

import argparse
import asyncio
import gc
import os
import platform
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access.finding import door_of_network, own_door
from actions.challenges import do_share_challenge
from actions.search import Filters, search
from actions.search.entries import terms_in
from actions.search.narrowing import EVERY, city_term, country_term, kind_term, language_term, state_term
from actions.search.thesaurus import Thesaurus, thesaurus
from actions.search.words import plain, words_of
from benchmarks.main_job import percentile
from store.database import Database, connect
from store.models import Challenge, FoundKind, Membership, Outcome, Person, Role, SearchEntry, Visibility
from store.schema import upgrade
from store.search import count_terms
from store.search.words import keep_words
from tests.actions.founding import found_network, join, settle_person
from tests.postgres import postgres_server
from tests.search_cases import queries, records

NETWORKS = 50
COORDINATED = 10
NOW = datetime(2027, 11, 30, 12, tzinfo=UTC)
GOALS = {100_000: 0.030, 1_000_000: 0.100}  # seconds, p95
PUBLISHED_WITHIN = 0.020
PAGE = 5_000
SENTENCES = 4  # a record
PUBLISHED = 60


@dataclass(frozen=True)
class Sentence:
    """One of the labelled set, with what stands for it in the index."""

    text: str
    terms: frozenset[str]


def sentences(known: Thesaurus) -> dict[str, list[Sentence]]:
    """By language."""
    found: dict[str, list[Sentence]] = {}
    for one in records():
        language = one["language"]
        texts = (one.get("title", ""), *". ".join((one["text"], one.get("more", ""))).split(". "))
        for text in filter(None, texts):
            found.setdefault(language, []).append(Sentence(text, frozenset(terms_in(text, language, known))))
    return found


class Shelves:
    """Rows of a store with so many records. counted: in how many of them each term stands."""

    def __init__(self, network_ids: list[int], city_id: int, person_id: int, number: int) -> None:
        self.counted: Counter[str] = Counter()
        self._networks, self._city_id, self._person_id, self._number = network_ids, city_id, person_id, number
        self._chance = random.Random(7)  # noqa: S311 - the same records each time
        self._known = thesaurus()
        self._sentences = sentences(self._known)

    def words(self) -> set[str]:
        """All that stand in the sentences."""
        of_ten = (one.text for found in self._sentences.values() for one in found)
        return {plain(word.written) for text in of_ten for word in words_of(text)}

    def pages(self) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
        """Challenges and their entries."""
        rows = (self._row(number) for number in range(1, self._number + 1))
        for first in range(0, self._number, PAGE):
            page = [next(rows) for _ in range(first, min(first + PAGE, self._number))]
            yield [challenge for challenge, _ in page], [entry for _, entry in page]

    def _row(self, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        language = self._chance.choices(("es", "pt", "ca", "en"), (45, 25, 15, 15))[0]
        title, *said = self._chance.choices(self._sentences[language], k=SENTENCES)
        network_id = self._networks[number % NETWORKS]
        outcome = self._chance.choice(list(Outcome))
        published = NOW - timedelta(minutes=self._number - number)
        challenge = {
            "id": number,
            "network_id": network_id,
            "city_id": self._city_id,
            "person_id": self._person_id,
            "title": title.text[:120],
            "problem": ". ".join(one.text for one in said[:2]),
            "tried": said[2].text,
            "language": language,
            "visibility": Visibility.NETWORK,
            "outcome": outcome,
            "published_at": published,
        }
        terms = {EVERY, kind_term(FoundKind.CHALLENGE), language_term(language), city_term(self._city_id)}
        terms |= {country_term("ES"), state_term(outcome), door_of_network(network_id)}
        terms |= {own_door(FoundKind.CHALLENGE, number)}.union(*(one.terms for one in said))
        self.counted.update(terms | title.terms)
        entry = {
            "id": number,
            "kind": FoundKind.CHALLENGE,
            "about_id": number,
            "state": outcome.value,
            "published_at": published,
            "title_terms": " ".join(sorted(title.terms)),
            "terms": " ".join(sorted(terms)),
            "made_with": self._known.made_with,
        }
        return challenge, entry


async def fill(database: Database, number: int) -> tuple[int, int]:
    """So many records; gives the readers: of one network, and of ten."""

    def people(session: Session) -> tuple[int, int, Shelves]:
        networks = [found_network(session, f"network-{place}") for place in range(NETWORKS)]
        of_one, city = settle_person(session)
        of_ten, _ = settle_person(session)
        join(session, of_one, city, networks[0])
        for network in networks[:COORDINATED]:
            join(session, of_ten, None, network, role=Role.COORDINATOR)
        return of_one.id, of_ten.id, Shelves([network.id for network in networks], city.id, of_one.id, number)

    of_one, of_ten, shelves = await database.run(people)
    is_postgres = not database.is_sqlite
    if is_postgres:
        await database.run(lambda session: session.execute(sa.text("DROP INDEX ix_search_entry_found_by")) and None)
    done = 0
    for challenges, entries in shelves.pages():
        await database.run(lambda session: _insert(session, challenges, entries))  # noqa: B023 - awaited at once
        done += len(entries)
        if done % 100_000 == 0:
            sys.stderr.write(f"{done} records\n")
    await database.run(lambda session: count_terms(session, dict(shelves.counted)))
    await database.run(lambda session: keep_words(session, shelves.words()))
    if is_postgres:
        index = "CREATE INDEX ix_search_entry_found_by ON search_entry USING gin (found_by) WITH (fastupdate = off)"
        await database.run(lambda session: session.execute(sa.text(index)) and None)
        for table in ("challenge", "search_entry"):
            sequence = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {number})"
            await database.run(lambda session: session.execute(sa.text(sequence)) and None)  # noqa: B023
        await database.run(lambda session: session.execute(sa.text("ANALYZE")) and None)
    return of_one, of_ten


def _insert(session: Session, challenges: list[dict[str, Any]], entries: list[dict[str, Any]]) -> None:
    session.execute(sa.insert(Challenge), challenges)
    session.execute(sa.insert(SearchEntry), entries)


async def searched(database: Database, reader_id: int) -> list[float]:
    """Seconds of each query, each asked once before. The collector spares what is there by then, as in the bot."""

    def ask(session: Session, text: str) -> float:
        reader = session.get_one(Person, reader_id)
        began = time.perf_counter()
        search(session, reader, text, Filters(), now=NOW)
        return time.perf_counter() - began

    async def each() -> list[float]:
        return [await database.read(lambda session: ask(session, query.text)) for query in queries()]  # noqa: B023

    await each()
    gc.collect()
    gc.freeze()
    return await each()


async def published(database: Database, author_id: int) -> list[float]:
    """Seconds of publishing, some sixty times."""
    texts = [one for one in records() if one["kind"] == "challenge"][:PUBLISHED]

    def publish(session: Session, one: dict[str, Any]) -> None:
        author = session.get_one(Person, author_id)
        network_id = session.scalars(sa.select(Membership.network_id).where(Membership.person_id == author_id)).one()
        said = {"problem": one["text"], "tried": one["more"], "title": one["title"]}
        do_share_challenge(session, author, network_id, visibility=Visibility.NETWORK, now=NOW, **said)

    times = []
    for one in texts:
        began = time.perf_counter()
        await database.run(lambda session: publish(session, one))  # noqa: B023
        times.append(time.perf_counter() - began)
    return times[5:]


@contextmanager
def stores(kind: str) -> Iterator[str]:
    """The address of an empty store."""
    with tempfile.TemporaryDirectory(prefix="microrredes-search-") as name:
        if kind == "sqlite":
            yield f"sqlite:///{Path(name) / 'store.db'}"
        else:
            with postgres_server(Path(name)) as url:
                yield url


async def measure(kind: str, url: str, number: int) -> bool:
    """Prints a row for each reader; True when a goal is missed."""
    database = connect(url)
    try:
        of_one, of_ten = await fill(database, number)
        is_missed = False
        publishing = await published(database, of_one)
        for name, reader_id in {"one network of 50": of_one, "ten networks of 50": of_ten}.items():
            times = await searched(database, reader_id)
            p50, p95, worst = (1000 * value for value in (percentile(times, 0.5), percentile(times, 0.95), max(times)))
            is_missed |= p95 / 1000 > GOALS.get(number, 1)
            told = f"{p50:.1f} / {p95:.1f} / {worst:.1f} ms"
            shares = f"{1000 * percentile(publishing, 0.5):.1f} / {1000 * percentile(publishing, 0.95):.1f} ms"
            print(f"| {kind} | {number} | {name} | {told} | {shares} |", flush=True)
        return is_missed or percentile(publishing, 0.95) > PUBLISHED_WITHIN
    finally:
        await database.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description="searches, and publishing")
    parser.add_argument("--records", type=int, action="append", help="in the store; default: 100,000 and 1,000,000")
    parser.add_argument("--store", choices=("sqlite", "postgres"), action="append", help="one only")
    given = parser.parse_args()
    goals = ", ".join(f"{1000 * goal:.0f} ms with {number:,} records" for number, goal in GOALS.items())
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}; goals, p95: {goals}; publishing 20 ms\n")
    print("| store | records | reader | search p50 / p95 / max | publishing p50 / p95 |\n|" + " --- |" * 5)
    is_missed = False
    for kind in given.store or ("sqlite", "postgres"):
        for number in given.records or GOALS:
            with stores(kind) as url:
                upgrade(url)
                is_missed |= asyncio.run(measure(kind, url, number))
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
