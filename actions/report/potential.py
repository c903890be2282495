"""What was shared: challenges, answers, experiences, and which cities exchanged something."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from actions.report.facts import Facts
from actions.report.hiding import counted, shown_parts, state_in, table, title_outside
from actions.report.reach import Found
from store.models import City, Outcome
from texts.report.choices import Behind, Column, Mark, Slug, Thing
from texts.report.shown import Cell, Figure, Table


def potential(facts: Facts) -> Found:
    """Four figures."""
    challenges, asked = _challenges(facts)
    pairs = _pairs(facts)
    figures = [
        challenges,
        Figure(Slug.SOLUTIONS, counted(len(facts.solutions)), Behind.SOLUTIONS),
        Figure(Slug.EXPERIENCES, counted(len(facts.experiences)), Behind.EXPERIENCES),
        Figure(Slug.PAIRS, counted(len(pairs)), Behind.PAIRS, is_told=True),
    ]
    exchanged = table(Behind.PAIRS, (Column.CITY, Column.OTHER, Column.THINGS), pairs)
    return figures, [asked, _solutions(facts), _experiences(facts), exchanged]


def noted(noted_by: int | None) -> Mark | None:
    """What was noted in the name of a city says so."""
    return None if noted_by is None else Mark.NOTED


def in_order(rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """By the city of the first column; what is of one city stays as it is."""
    return sorted(rows, key=lambda row: by_city(row[0]))


def by_city(cell: Cell) -> tuple[str, str]:
    """Cities are never ranked."""
    return (cell.name, cell.slug) if isinstance(cell, City) else ("", "")


def _challenges(facts: Facts) -> tuple[Figure, Table]:
    shared = facts.challenges
    parts, has_others = shown_parts(Counter(one.challenge.outcome for one in shared), tuple(Outcome))
    figure = Figure(Slug.CHALLENGES, counted(len(shared)), Behind.CHALLENGES, parts, has_others, is_told=bool(parts))
    rows: list[tuple[Cell, ...]] = [
        (
            one.city or Mark.NOBODY,
            title_outside(one.proposal),
            facts.day(one.challenge.published_at),
            state_in(parts, one.challenge.outcome),
            noted(one.challenge.noted_by),
        )
        for one in shared
    ]
    columns = (Column.CITY, Column.TITLE, Column.DAY, Column.STATE, Column.NOTED)
    return figure, table(Behind.CHALLENGES, columns, in_order(rows))


def _solutions(facts: Facts) -> Table:
    titles = {one.challenge.id: title_outside(one.proposal) for one in facts.challenges}
    rows: list[tuple[Cell, ...]] = [
        (
            one.city or Mark.NOBODY,
            one.asker or Mark.NOBODY,
            titles.get(one.challenge.id, Mark.NOT_SHOWN),
            facts.day(one.solution.published_at),
            noted(one.solution.noted_by),
        )
        for one in facts.solutions
    ]
    columns = (Column.CITY, Column.ASKER, Column.TITLE, Column.DAY, Column.NOTED)
    return table(Behind.SOLUTIONS, columns, in_order(rows))


def _experiences(facts: Facts) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (facts.city(one.city_id), title_outside(proposal), facts.day(one.published_at), noted(one.noted_by))
        for one, proposal in facts.experiences
    ]
    return table(Behind.EXPERIENCES, (Column.CITY, Column.TITLE, Column.DAY, Column.NOTED), in_order(rows))


def _pairs(facts: Facts) -> list[tuple[Cell, ...]]:
    """Both ways, each two cities once, by name."""
    things: defaultdict[frozenset[int], set[Thing]] = defaultdict(set)
    for one in facts.exchanges:
        things[frozenset((one.giver, one.receiver))].add(one.thing)
    for together in facts.met:
        for both in combinations(together, 2):
            things[frozenset(both)].add(Thing.MEETING)
    rows: list[tuple[Cell, ...]] = []
    for two, done in things.items():
        first, second = sorted((facts.city(number) for number in two), key=by_city)
        rows.append((first, second, tuple(thing for thing in Thing if thing in done)))
    return sorted(rows, key=lambda row: (by_city(row[0]), by_city(row[1])))
