"""How much of what matters a search finds first:

    python -m benchmarks.search_quality [--verbose] [--store sqlite]

The labelled set of `tests/data/search`: 447 records and 451 queries in four languages, written without a look at the
thesaurus. Its halves, a (mobility to public space) and b (local economy to training), and two further parts over the
same records, d and e, were read since while words were added. Part c is held out: it says what to expect of words that
nobody has tried. Counted are the first ten that are found: which part of the records that matter is among them (recall;
of all, and of those that are fully about it), and how far up the first of them stands (MRR, the mean of 1 / its place).
Beside it a plain search for what was typed, in small letters, the newest first. --verbose names what was not found, in
all parts but c.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from store.database import connect
from store.schema import upgrade
from tests import search_cases as cases
from tests.postgres import postgres_server

RECALL, ACROSS, RANK, ALIKE = 0.9, 0.8, 0.7, 0.9  # goals
KINDS = ("plain", "accents", "inflected", "typo", "cross", "filter")
Found = Mapping[str, Sequence[str]]


def is_held_out(query: cases.Query) -> bool:
    """Whether its words are to be read by nobody who works on those of the thesaurus, or on the order."""
    return query.name.startswith("qc")


PARTS: Mapping[str, Callable[[cases.Query], bool]] = {
    "all": lambda _query: True,
    **{kind: lambda query, kind=kind: query.kind == kind for kind in KINDS},  # type: ignore[misc]
    "half a": lambda query: query.name.startswith("qa"),
    "half b": lambda query: query.name.startswith("qb"),
    "part c (held out)": is_held_out,
    "part d": lambda query: query.name.startswith("qd"),
    "part e": lambda query: query.name.startswith("qe"),
}


@contextmanager
def stores(kind: str) -> Iterator[str]:
    """The address of an empty store."""
    with tempfile.TemporaryDirectory(prefix="microrredes-search-quality-") as name:
        if kind == "sqlite":
            yield f"sqlite:///{Path(name) / 'store.db'}"
        else:
            with postgres_server(Path(name)) as url:
                yield url


async def answered(url: str) -> Found:
    def unit(session: Session) -> Found:
        shelf = cases.fill(session)
        return {query.name: cases.found_first(session, shelf, query) for query in cases.queries()}

    database = connect(url)
    try:
        return await database.run(unit)
    finally:
        await database.close()


def figures(queries: Sequence[cases.Query], found: Found) -> tuple[float, float, float]:
    """Recall of all that matters, recall of what is fully about it, and MRR."""
    ranks = [cases.reciprocal_rank(query, found[query.name]) for query in queries]
    return cases.mean_recall(queries, found), cases.mean_recall(queries, found, least=2), cases.mean(ranks)


def print_table(found: Mapping[str, Found]) -> None:
    for name, answers in found.items():
        print(f"\n**{name}**\n\n| queries | number | recall | of fully about it | MRR |\n|" + " --- |" * 5)
        for part, belongs in PARTS.items():
            queries = [query for query in cases.queries() if belongs(query)]
            told = " | ".join(f"{figure:.2f}" for figure in figures(queries, answers))
            print(f"| {part} | {len(queries)} | {told} |", flush=True)


def print_missed(found: Found) -> None:
    for query in cases.queries():
        if is_held_out(query):
            continue
        missed = {name: grade for name, grade in query.relevant.items() if name not in found[query.name]}
        if missed:
            print(f"{query.name} {query.kind} {query.language} {query.text!r} misses {missed}")


def is_reached(found: Found) -> bool:
    queries = cases.queries()
    recall, _, rank = figures(queries, found)
    across, _, _ = figures([query for query in queries if query.kind == "cross"], found)
    print(f"\nrecall {recall:.3f} (goal {RECALL}), across languages {across:.3f} ({ACROSS}), MRR {rank:.3f} ({RANK})")
    return recall >= RECALL and across >= ACROSS and rank >= RANK


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_quality", description="what a search finds")
    parser.add_argument("--verbose", action="store_true", help="name what was not found")
    parser.add_argument("--store", choices=("sqlite", "postgres"), action="append", help="one only")
    given = parser.parse_args()
    print(f"{len(cases.records())} records, {len(cases.queries())} queries")
    found: dict[str, Found] = {}
    for kind in given.store or ("sqlite", "postgres"):
        with stores(kind) as url:
            upgrade(url)
            found[kind] = asyncio.run(answered(url))
    plain = {query.name: cases.found_by_substring(query) for query in cases.queries()}
    first = next(iter(found.values()))
    print_table({**found, "plain search for what was typed": plain})
    is_met = is_reached(first)
    if len(found) > 1:
        alike = cases.mean([float(len({tuple(one[q.name]) for one in found.values()}) == 1) for q in cases.queries()])
        is_met &= alike >= ALIKE
        print(f"the same ten in the same order on both databases: {alike:.0%} (goal {ALIKE:.0%})")
    if given.verbose:
        print_missed(first)
    return int(not is_met)


if __name__ == "__main__":
    sys.exit(main())
