"""Proposals for a whole programme: 125 members, 10 fields.

    python -m benchmarks.composition [--members 125] [--fields 10] [--seeds 5] [--per-member 1]

Invented answers: members of twelve countries wish for one to five fields, and name three to seven hours of their own
working day. Told are seconds, from the answers to the proposal, and what a better one could have more at most.
"""

import argparse
import sys
import time
from random import Random

from actions.composition import Case, Proposal, Rules, propose
from actions.consultations import Answers, Member, Said
from store.models import FieldLevel

LONGEST = 10.0  # seconds
WORKING = {  # hours of UTC
    "AR": (12, 21),
    "BO": (13, 22),
    "BR": (12, 21),
    "CL": (13, 22),
    "CO": (14, 23),
    "DO": (13, 22),
    "EC": (14, 23),
    "ES": (7, 16),
    "MX": (15, 24),
    "PA": (14, 23),
    "PE": (14, 23),
    "UY": (12, 21),
}


def main() -> int:
    """Solves one case for each seed; status 1 when one takes too long."""
    chosen = _arguments()
    slowest = 0.0
    for seed in range(chosen.seeds):
        answers = invented(seed, chosen.members, chosen.fields)
        began = time.perf_counter()
        proposal = propose(Case(answers, Rules(per_member=chosen.per_member)))
        seconds = time.perf_counter() - began
        slowest = max(slowest, seconds)
        print(_told(seed, proposal, seconds), flush=True)
    print(f"slowest: {slowest:.1f} s, goal: {LONGEST:g} s")
    return 0 if slowest <= LONGEST else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=125)
    parser.add_argument("--fields", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--per-member", type=int, default=1)
    return parser.parse_args()


def _told(seed: int, proposal: Proposal, seconds: float) -> str:
    objective, bound = proposal.objective or 0, proposal.bound or 0
    gap = (bound - objective) / objective if objective else 0.0
    return (
        f"seed {seed}: {len(proposal.groups)} networks, {len(proposal.places())} places, {proposal.status.value}, "
        f"{objective} of at most {bound} points ({gap:.2%}), {seconds:.1f} s"
    )


def invented(seed: int, members: int, fields: int) -> Answers:
    """Answers of that many members."""
    chance = Random(seed)  # noqa: S311
    names = tuple(f"field-{number}" for number in range(fields))
    return Answers(names, tuple(_member(chance, number, names) for number in range(members)))


def _member(chance: Random, number: int, names: tuple[str, ...]) -> Member:
    country = chance.choice(sorted(WORKING))
    begin, end = WORKING[country]
    first = chance.randrange(begin, end - 3)
    hours = frozenset(range(first, min(end, first + chance.randrange(3, 8))))
    wished = chance.sample(names, chance.randint(1, min(5, len(names))))
    said = {
        name: Said(rank, chance.randrange(4), chance.randrange(4), chance.choice(list(FieldLevel)))
        for rank, name in enumerate(wished, start=1)
    }
    return Member(f"member-{number:03}", country, "es", "UTC", chance.random() < 0.3, hours, said)


if __name__ == "__main__":
    sys.exit(main())
