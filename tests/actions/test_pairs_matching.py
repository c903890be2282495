"""Who meets whom: the same every time, nobody twice in a month, nobody again before all others, hours in common."""

from datetime import UTC, date, datetime, time
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.fairness import CityCalendar
from actions.pairs.hours import free_hours, suggested
from actions.pairs.matching import NOTHING, Fit, Two, best_partner, matched, shared_hours
from tests.examples import examples

HOURS = [datetime(2027, 6, 11, hour, tzinfo=UTC) for hour in (13, 14, 15)]
GOOD = Fit((3, 3), 0, tuple(HOURS))


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, dict[Two, Fit], dict[int, int]]:
    number = draw(st.integers(0, 7))
    strength = st.integers(0, 4)
    fit = st.builds(
        Fit,
        st.tuples(strength, strength),
        strength,
        st.sets(st.sampled_from(HOURS)).map(lambda some: tuple(sorted(some))),
        st.integers(0, 2),
        st.booleans(),
    )
    fits = {frozenset(two): draw(fit) for two in combinations(range(number), 2)}
    return number, fits, {city: draw(st.integers(0, 1)) for city in range(number)}


def ways(cities: list[int], may: set[tuple[int, ...]], threes: int = 1) -> list[list[tuple[int, ...]]]:
    """All there are, without any skill."""
    if not cities:
        return [[]]
    found = ways(cities[1:], may, threes)
    for group in may:
        if group[0] == cities[0] and set(group) <= set(cities) and len(group) - 2 <= threes:
            rest = [city for city in cities if city not in group]
            found = [*found, *([group, *way] for way in ways(rest, may, threes - (len(group) - 2)))]
    return found


def worth(way: list[tuple[int, ...]], fits: dict[Two, Fit], rests: dict[int, int]) -> tuple[int, ...]:
    values = [fits[frozenset(two)].value for group in way for two in combinations(group, 2)]
    cities = [city for group in way for city in group]
    own = (sum(rests[city] for city in cities), len(cities), 0, 0, 0, 0)
    return tuple(map(sum, zip(NOTHING, own, *values, strict=True)))


@settings(max_examples=examples(60, thorough=5000), deadline=None)
@given(networks())
def test_no_way_is_better_and_each_rule_holds(given_: tuple[int, dict[Two, Fit], dict[int, int]]) -> None:
    number, fits, rests = given_

    way = matched(range(number), fits, rests)

    assert way == matched(range(number)[::-1], dict(reversed(fits.items())), rests), "whatever the order"
    met = [city for group in way for city in group]
    assert len(met) == len(set(met)), "in one at most"
    assert sum(len(group) == 3 for group in way) <= 1
    twos = [fits[frozenset(two)] for group in way for two in combinations(group, 2)]
    assert all(fit.is_possible for fit in twos)
    assert all(shared_hours(group, fits) for group in way)
    least = min((fit.met for fit in fits.values() if fit.is_possible), default=0)
    assert all(fit.met == least for fit in twos), "nobody again who could meet somebody new"
    allowed = {two for two, fit in fits.items() if fit.is_possible and fit.met == least}
    may = {
        group
        for size in (2, 3)
        for group in combinations(range(number), size)
        if all(frozenset(two) in allowed for two in combinations(group, 2)) and shared_hours(group, fits)
    }
    assert worth(way, fits, rests) == max(worth(one, fits, rests) for one in ways(list(range(number)), may))


def test_all_meet_all_before_anybody_meets_again() -> None:
    fits = {frozenset(two): GOOD for two in combinations(range(4), 2)}
    seen: list[Two] = []

    for month in range(4):
        pairs = [frozenset(pair) for pair in matched(range(4), fits, {})]
        assert len(pairs) == 2
        assert (month == 3) == any(pair in seen for pair in pairs)
        seen += pairs
        fits = {two: Fit(GOOD.helps, 0, GOOD.hours, seen.count(two)) for two in fits}


def test_odd_one_rests_and_comes_first_the_month_after() -> None:
    """Two of the three have nothing for each other: they cannot be three."""
    fits = {frozenset((1, 2)): GOOD, frozenset((1, 3)): Fit((1, 0), 0, tuple(HOURS)), frozenset((2, 3)): Fit()}

    assert matched([1, 2, 3], fits, {}) == [(1, 2)]
    assert matched([1, 2, 3], fits, {3: 1}) == [(1, 3)]
    assert matched([1, 2, 3], fits | {frozenset((2, 3)): Fit((0, 0), 2, tuple(HOURS[:1]))}, {}) == [(1, 2, 3)]
    assert best_partner(1, [2, 3], fits, {}) == 2
    assert best_partner(2, [3], fits, {}) is None


def test_more_cities_than_are_weighed_exactly_are_paired_all_the_same() -> None:
    fits = {frozenset(two): Fit((1 + two[0] % 3, 1), 0, tuple(HOURS)) for two in combinations(range(20), 2)}

    assert len(matched(range(20), fits, {})) == 10


def test_hours_lie_in_the_working_hours_of_both_and_on_no_holiday() -> None:
    madrid = CityCalendar(1, ZoneInfo("Europe/Madrid"), {date(2027, 6, 15): "Fiesta"})
    bogota = CityCalendar(2, ZoneInfo("America/Bogota"), {}, time(8), time(16))
    auckland = CityCalendar(3, ZoneInfo("Pacific/Auckland"))

    free = free_hours([madrid, bogota, auckland], date(2027, 6, 11), date(2027, 6, 16))

    assert {frozenset((1, 2))} == set(free.values())
    assert suggested(list(free)) == [datetime(2027, 6, day, 14, tzinfo=UTC) for day in (11, 14, 16)]
