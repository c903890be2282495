"""How well the few are chosen to whom a challenge is put:

    python -m benchmarks.few_quality [--verbose] [--store sqlite]

The labelled set of `tests/data/few`: people with what they offer and have shared, and challenges in four languages with
those who were judged likely to be able to answer. Half a (mobility) was looked at while weights were tried, half b
(local economy) was not. Beside it a plain comparison of words, letter by letter, and chance. --verbose names what went
otherwise in half a, and only there.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from benchmarks.search_quality import stores
from store.database import connect
from store.schema import upgrade
from tests import few_cases as cases

PRECISION, HIT = 0.6, 0.85  # goals, of all cases
Asked = Mapping[str, Sequence[int]]


async def asked_in(url: str) -> Asked:
    def unit(session: Session) -> Asked:
        hall = cases.fill(session)
        return {case.name: cases.asked_for(session, hall, case) for case in cases.cases()}

    database = connect(url)
    try:
        return await database.run(unit)
    finally:
        await database.close()


def print_table(asked: Mapping[str, Asked]) -> None:
    parts = {
        "all": cases.cases(),
        "half a": [one for one in cases.cases() if not one.is_held_out],
        "half b (held out)": [one for one in cases.cases() if one.is_held_out],
    }
    for name, found in asked.items():
        print(f"\n**{name}**\n\n| cases | number | precision@3 | recall@3 | hit | silent |\n|" + " --- |" * 6)
        for part, some in parts.items():
            one = cases.figures(some, found)
            told = " | ".join(f"{figure:.2f}" for figure in (one.precision, one.recall, one.hit, one.silent))
            print(f"| {part} | {len(some)} | {told} |")


def print_otherwise(asked: Asked) -> None:
    for case in cases.cases():
        if not case.is_held_out and set(asked[case.name]) != case.likely:
            print(f"{case.name} {case.title!r} asks {list(asked[case.name])}, likely are {sorted(case.likely)}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.few_quality", description="whether the right are asked")
    parser.add_argument("--verbose", action="store_true", help="name what went otherwise in half a")
    parser.add_argument("--store", choices=("sqlite", "postgres"), action="append", help="one only")
    given = parser.parse_args()
    asked: dict[str, Asked] = {}
    for kind in given.store or ("sqlite", "postgres"):
        with stores(kind) as url:
            upgrade(url)
            asked[kind] = asyncio.run(asked_in(url))
    first = next(iter(asked.values()))
    plain = {case.name: cases.asked_by_substring(case) for case in cases.cases()}
    chance = {case.name: cases.asked_by_chance(case) for case in cases.cases()}
    print(f"{len(cases.people())} people, {len(cases.records())} records, {len(cases.cases())} challenges")
    print_table({**asked, "plain comparison of words": plain, "chance": chance})
    if given.verbose:
        print_otherwise(first)
    reached = cases.figures(cases.cases(), first)
    is_alike = len({str(found) for found in asked.values()}) == 1
    print(f"\nprecision {reached.precision:.2f} (goal {PRECISION}), hit {reached.hit:.2f} (goal {HIT}), ", end="")
    print("the same few on both databases" if is_alike else "other people on the other database")
    return int(reached.precision < PRECISION or reached.hit < HIT or not is_alike)


if __name__ == "__main__":
    sys.exit(main())
