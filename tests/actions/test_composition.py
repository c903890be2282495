"""Proposals of networks: the best there are, the same each time, and a reason for each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from actions.composition import Case, Group, Rules, Status, difference, document_of, obstacles, points_of, propose
from actions.composition.solving import locks_to_drop
from actions.consultations import Answers, Member, Said, read_answers
from store.models import FieldLevel

FORTY = Path(__file__).parents[1] / "data" / "consultation" / "cuarenta.csv"
SMALL = Rules(least=2, most=3)


def _random(seed: int) -> Case:
    chance = Random(seed)  # noqa: S311
    fields = ("a", "b", "c")[: chance.randint(2, 3)]
    members = tuple(_member(chance, number, fields) for number in range(chance.randint(3, 6)))
    places = [(member.slug, name) for member in members for name in member.wishes]
    chance.shuffle(places)
    locks, exclusions = frozenset(places[: chance.choice([0, 0, 1])]), frozenset(places[1 : chance.choice([1, 2])])
    per_member, shared = chance.randint(1, 2), chance.random() < 0.8
    return Case(Answers(fields, members), Rules(2, 3, per_member, locks, exclusions, hours_shared=shared))


def _member(chance: Random, number: int, fields: tuple[str, ...]) -> Member:
    wished = chance.sample(fields, chance.randint(1, len(fields)))
    said = {
        name: Said(rank, chance.randrange(4), chance.randrange(4), chance.choice([None, *FieldLevel]))
        for rank, name in enumerate(wished, start=1)
    }
    begin = chance.randrange(12, 18)
    hours = frozenset(range(begin, begin + chance.randint(1, 4))) if chance.random() < 0.9 else frozenset[int]()
    return Member(f"m{number}", chance.choice(["AR", "CO", "ES"]), "es", "UTC", chance.random() < 0.4, hours, said)


def _best_by_trying_all(case: Case) -> int | None:
    """The points of the best of all choices; None where none holds the rules or opens anything.

    Written from docs/composition.md, and not from the code that it is held against.
    """
    found = [
        total
        for chosen in _choices(case, list(case.fields), Counter())
        if any(chosen.values()) and all(slug in chosen[name] for slug, name in case.rules.locks)
        for total in [_worth(case, chosen)]
    ]
    return max(found, default=None)


def _choices(case: Case, fields: list[str], taken: Counter[str]) -> Iterator[dict[str, tuple[str, ...]]]:
    if not fields:
        yield {}
        return
    for slugs in [(), *_groups(case, fields[0])]:
        now = taken + Counter(slugs)
        if all(number <= case.rules.per_member for number in now.values()):
            for rest in _choices(case, fields[1:], now):
                yield {fields[0]: slugs} | rest


def _groups(case: Case, name: str) -> Iterator[tuple[str, ...]]:
    wishing = [
        slug
        for slug, member in case.members.items()
        if name in member.said and member.said[name].rank and (slug, name) not in case.rules.exclusions
    ]
    for size in range(case.rules.least, case.rules.most + 1):
        for slugs in combinations(wishing, size):
            hours = [case.members[slug].hours or frozenset(range(24)) for slug in slugs]
            if not case.rules.hours_shared or frozenset.intersection(*hours):
                yield slugs


def _worth(case: Case, chosen: dict[str, tuple[str, ...]]) -> int:
    total = 0
    for slug in {slug for slugs in chosen.values() for slug in slugs}:
        total += 10 if case.members[slug].first_time else 6
    for name, slugs in chosen.items():
        said = [case.members[slug].said[name] for slug in slugs]
        total += sum({1: 12, 2: 9, 3: 7, 4: 6}.get(one.rank or 0, 5) for one in said)
        total += min(sum(one.need for one in said), sum(one.offer for one in said))
        total += 3 * len({case.members[slug].country for slug in slugs})
        steps = [["starting", "underway", "consolidated"].index(one.level) for one in said if one.level]
        total -= 2 * (max(steps) - min(steps)) if steps else 0
    return total


def test_nothing_is_better_in_200_small_cases() -> None:
    cases = [_random(seed) for seed in range(200)]

    proposals = [propose(case) for case in cases]

    assert [proposal.objective for proposal in proposals] == [_best_by_trying_all(case) for case in cases]
    assert {proposal.status for proposal in proposals} == {Status.OPTIMAL, Status.INFEASIBLE}
    assert all(proposal.bound == proposal.objective for proposal in proposals)


def test_order_of_rows_and_columns_decides_nothing() -> None:
    answers = read_answers(FORTY)
    shuffled = Random(1).sample(answers.members, len(answers.members))  # noqa: S311
    mixed = Answers(tuple(reversed(answers.fields)), tuple(shuffled))

    once, again, other = (propose(Case(one, Rules())) for one in (answers, answers, mixed))

    assert once == again == other
    assert once.status is Status.OPTIMAL
    assert {len(group.members) for group in once.groups} <= {6, 7, 8}


def test_each_member_is_placed_or_left_out_with_a_reason() -> None:
    case = Case(read_answers(FORTY), Rules(most=6, exclusions=frozenset({("lima", "clima")})))
    document = document_of(case, propose(case))

    told = [one for network in document["networks"] for one in network["members"]] + document["left_out"]
    assert list(document) == ["networks", "left_out", "status", "objective", "bound"]
    assert sorted(one["member"] for one in told) == list(case.members)
    assert all(one["why"].endswith(".") for one in told)
    assert all("full, 6 of" in one["why"] or "hour" in one["why"] for one in document["left_out"])


def test_lock_and_exclusion_hold_and_the_difference_is_told() -> None:
    answers = read_answers(FORTY)
    before = propose(Case(answers, Rules()))
    lock, exclusion = ("lima", "vivienda"), ("recife", "clima")
    case = Case(answers, Rules(locks=frozenset({lock}), exclusions=frozenset({exclusion})))

    after = propose(case)

    assert lock in after.places()
    assert exclusion not in after.places()
    (group,) = [group for group in document_of(case, after)["networks"] if group["field"] == "vivienda"]
    (lima,) = [one["why"] for one in group["members"] if one["member"] == "lima"]
    assert lima.startswith("Placed by hand, ")
    found = difference(answers, before.groups, after.groups)
    assert "lima" in {one.member for one in found.moved}
    assert found.criteria()["total"] == (before.objective, after.objective)
    assert found.after.total < found.before.total


def _wishing(*slugs: str, hours: range = range(13, 17), field: str = "a") -> list[Member]:
    return [Member(slug, "CO", "es", "UTC", False, frozenset(hours), {field: Said(1)}) for slug in slugs]


def _case(*members: list[Member], rules: Rules = SMALL) -> Case:
    return Case(Answers(("a", "b"), tuple(one for some in members for one in some)), rules)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (
            _case(_wishing("m", "n"), rules=replace(SMALL, least=3)),
            [
                "a: 2 wishes, and a network needs 3",
                "b: 0 wishes, and a network needs 3",
                "with --min 2 there is a proposal",
            ],
        ),
        (
            _case(_wishing("m"), _wishing("n", hours=range(18, 20))),
            [
                "a: 2 wishes, but no hour suits more than 1 of them (13:00 UTC)",
                "b: 0 wishes, and a network needs 2",
                "with --any-hour there is a proposal",
            ],
        ),
        (
            _case(
                _wishing("m", "n"),
                rules=replace(SMALL, locks=frozenset({("m", "a")}), exclusions=frozenset({("m", "a")})),
            ),
            [
                "m=a is both locked and excluded: drop one of the two",
                "a: 1 wish, and a network needs 2",
                "no lock can be kept: drop m=a",
            ],
        ),
        (
            _case(
                _wishing("m", "n"),
                _wishing("o", field="b"),
                rules=replace(SMALL, locks=frozenset({("m", "a"), ("m", "b")})),
            ),
            [
                "m is locked to 2 networks (m=a, m=b) and may be in 1: drop one, or give --per-member 2",
                "without m=b the other locks can be kept",
            ],
        ),
        (
            _case(
                _wishing("m", "n"),
                _wishing("o", "p", hours=range(19, 20)),
                rules=replace(SMALL, locks=frozenset({("m", "a"), ("o", "a")})),
            ),
            [
                "no hour suits all that are locked to a (m=a, o=a): drop one, or give --any-hour",
                "without o=a the other locks can be kept",
                "with --any-hour there is a proposal",
            ],
        ),
    ],
)
def test_what_stands_in_the_way_is_told_with_what_helps(case: Case, said: list[str]) -> None:
    assert propose(case).status is Status.INFEASIBLE
    assert propose(case).objective is None
    assert obstacles(case) == said


def test_locks_that_compete_for_members_are_found() -> None:
    """Each could be kept alone: there is one more member who wishes for both."""
    both = Member("z", "CO", "es", "UTC", said={"a": Said(1), "b": Said(2)})
    locks = frozenset({("m", "a"), ("n", "b")})
    case = _case(_wishing("m"), _wishing("n", field="b"), [both], rules=replace(SMALL, locks=locks))

    assert propose(case).status is Status.INFEASIBLE
    assert len(locks_to_drop(case)) == 1
    assert "locks" in document_of(case, propose(case))["left_out"][0]["why"]
    assert obstacles(case)[0] == "the locks compete for the same members"
    assert locks_to_drop(_case(rules=SMALL)) == []


def test_lock_without_a_wish_is_a_decision_by_hand() -> None:
    case = _case(_wishing("m"), _wishing("n", field="b"), rules=replace(SMALL, locks=frozenset({("n", "a")})))

    proposal = propose(case)

    assert proposal.groups == (Group("a", ("m", "n")),)
    assert "not among its wishes" in document_of(case, proposal)["networks"][0]["members"][1]["why"]
    assert points_of(case.answers, proposal.groups).wishes == 12
