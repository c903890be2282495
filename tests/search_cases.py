"""The labelled set of `tests/data/search`: records and queries in four languages, each query with what matters to it.

Written for this project, without a look at the thesaurus. 2: fully about it; 1: useful.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from sqlalchemy.orm import Session

from actions.search import Filters, search
from actions.search.entries import enter_all
from actions.search.wording import thesaurus_of
from store.models import (
    Challenge,
    City,
    Experience,
    FoundKind,
    Membership,
    Network,
    NetworkCity,
    Outcome,
    Person,
    Role,
    Solution,
    Visibility,
)

FOLDER = Path(__file__).parent / "data" / "search"
NOW = datetime(2027, 11, 30, 12, tzinfo=UTC)
FIRST = 10  # of what was found
KINDS = {Challenge: FoundKind.CHALLENGE, Experience: FoundKind.EXPERIENCE, Solution: FoundKind.SOLUTION}
LANGUAGES = ("es", "pt", "ca", "en")


@dataclass(frozen=True)
class Query:
    """What somebody types. kind: what is difficult about it; relevant: by the record's name."""

    name: str
    text: str
    language: str
    kind: str
    filters: Mapping[str, str] = field(hash=False)
    relevant: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True)
class Shelf:
    """The records in a store. names: by kind and number; readers: by language."""

    names: Mapping[tuple[FoundKind, int], str]
    readers: Mapping[str, Person]
    cities: Mapping[str, City]


@cache
def records() -> tuple[dict[str, Any], ...]:
    """As they stand in the files."""
    return tuple(_all("records", "record"))


@cache
def queries() -> tuple[Query, ...]:
    """All that are asked."""
    return tuple(
        Query(one["id"], one["text"], one["language"], one["kind"], one.get("filters", {}), one["relevant"])
        for one in _all("queries", "query")
    )


def _all(files: str, table: str) -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob(f"{files}_*.toml")):
        yield from tomllib.loads(path.read_text("utf-8"))[table]


def fill(session: Session) -> Shelf:
    """All records, in a network for each field, and readers who take part in all of them."""
    cities = {one["city"]: City(**_city(one)) for one in records()}
    networks = {one["field"]: Network(**_network(one["field"])) for one in records()}
    readers = {language: _reader(language) for language in LANGUAGES}
    session.add_all((*cities.values(), *networks.values(), *readers.values()))
    session.flush()
    session.add_all(
        Membership(person_id=reader.id, network_id=network.id, role=Role.FACILITATOR, joined_at=NOW)
        for network in networks.values()
        for reader in readers.values()
    )
    pairs = {(one["field"], one["city"]) for one in records()}
    session.add_all(NetworkCity(network_id=networks[field].id, city_id=cities[city].id) for field, city in pairs)
    made: dict[str, Challenge | Experience | Solution] = {}
    for one in sorted(records(), key=lambda one: (one["kind"] == "solution", one["published"], one["id"])):
        made[one["id"]] = _made(one, made, networks[one["field"]], cities[one["city"]], readers["es"])
        session.add(made[one["id"]])
        session.flush()
    known = thesaurus_of(session)
    with session.no_autoflush:  # every entry is a new one
        enter_all(session, [(KINDS[type(row)], row.id) for row in made.values()], known)
    session.flush()
    return Shelf({(KINDS[type(row)], row.id): name for name, row in made.items()}, readers, cities)


def _city(one: Mapping[str, Any]) -> dict[str, Any]:
    name = one["city"].replace("-", " ").title()
    return {"slug": one["city"], "name": name, "country": one["country"], "zone": "UTC", "language": one["language"]}


def _network(field: str) -> dict[str, Any]:
    rule = {"rule": "FREQ=MONTHLY;COUNT=6", "meeting_time": time(15), "meeting_minutes": 90, "digest_weekday": 0}
    return {"slug": field, "name": field, "field": field, "zone": "UTC", "starts_on": date(2027, 6, 1), **rule} | {
        "created_at": NOW
    }


def _reader(language: str) -> Person:
    known: dict[str, Any] = {"telegram_id": 9_000 + LANGUAGES.index(language), "consented_at": NOW, "created_at": NOW}
    return Person(name=f"Reads {language}", language=language, zone="UTC", **known)


def _made(
    one: Mapping[str, Any], made: Mapping[str, Any], network: Network, city: City, author: Person
) -> Challenge | Experience | Solution:
    published = datetime.combine(one["published"], time(12), UTC)
    common: dict[str, Any] = {
        "city_id": city.id,
        "person_id": author.id,
        "language": one["language"],
        "published_at": published,
    }
    shared: dict[str, Any] = {"network_id": network.id, "visibility": Visibility.NETWORK, **common}
    if one["kind"] == "solution":
        return Solution(challenge_id=made[one["answers"]].id, text=one["text"], **common)
    if one["kind"] == "experience":
        return Experience(title=one["title"], done=one["text"], regret=one["more"], **shared)
    outcome = Outcome(one["state"])
    return Challenge(title=one["title"], problem=one["text"], tried=one["more"], outcome=outcome, **shared)


def found_first(session: Session, shelf: Shelf, query: Query) -> list[str]:
    """The names of the first ten that are found for whoever asks."""
    results = search(session, shelf.readers[query.language], query.text, _filters(shelf, query), now=NOW, limit=FIRST)
    return [shelf.names[hit.kind, hit.about_id] for hit in results.hits]


def _filters(shelf: Shelf, query: Query) -> Filters:
    given: dict[str, Any] = dict(query.filters)
    if "city" in given:
        given["city_id"] = shelf.cities[given.pop("city")].id
    return Filters.from_dict(given)


def found_by_substring(query: Query) -> list[str]:
    """What a plain search gives: records that have what was typed in them, the newest first."""
    wanted = query.text.lower()
    having = [one for one in records() if wanted in _whole(one) and _passes(one, query.filters)]
    return [one["id"] for one in sorted(having, key=lambda one: one["published"], reverse=True)][:FIRST]


def _whole(one: Mapping[str, Any]) -> str:
    return " ".join((one.get("title", ""), one["text"], one.get("more", ""))).lower()


def _passes(one: Mapping[str, Any], filters: Mapping[str, str]) -> bool:
    return all(one.get(name) == value for name, value in filters.items())


def recall(query: Query, found: Sequence[str], least: int = 1) -> float | None:
    """Which part of what matters at least so much is among the first ten; None: nothing does."""
    mattering = {name for name, grade in query.relevant.items() if grade >= least}
    return len(mattering.intersection(found)) / len(mattering) if mattering else None


def mean_recall(queries: Sequence[Query], found: Mapping[str, Sequence[str]], least: int = 1) -> float:
    """Of those queries to which something matters so much."""
    shares = [recall(query, found[query.name], least) for query in queries]
    return mean([share for share in shares if share is not None])


def reciprocal_rank(query: Query, found: Sequence[str]) -> float:
    """1 when the first one matters, 1/2 when only the second does, and so on."""
    return next((1 / place for place, name in enumerate(found, 1) if name in query.relevant), 0.0)


def mean(values: Sequence[float]) -> float:
    """Of as many queries as there are."""
    return fmean(values) if values else 0.0
