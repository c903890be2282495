"""Who meets whom: as many cities as possible, first those that had to rest, and those with most for each other. Pure.

Up to sixteen cities the best of all ways is found (a network has eight at most); of more, the strongest pairs are taken
beforehand. Among ways that are as good the first one is taken, so that the same cities are always paired the same.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import combinations

from store.frozen import frozen

MOST = 16  # cities that are weighed exactly: the ways double with each
STRONG = 9  # three concepts: more than that is not better
Two = frozenset[int]
Value = tuple[int, ...]
Way = tuple[Value, tuple[tuple[int, ...], ...]]

NOTHING: Value = (0, 0, 0, 0, 0, 0)


@frozen
class Fit:
    """What two cities have for each other.

    helps: how well each answers what the other needs, in the order of their numbers
    alike: how much they need the same
    hours: moments at which an hour together lies inside the working hours of both
    met: how often they were paired before
    """

    helps: tuple[int, int] = (0, 0)
    alike: int = 0
    hours: tuple[datetime, ...] = ()
    met: int = 0
    is_abroad: bool = False

    @property
    def is_possible(self) -> bool:
        """Whether they have something to talk about, and an hour for it."""
        return bool((any(self.helps) or self.alike) and self.hours)

    @property
    def value(self) -> Value:
        """Both ways first; then how much, another country, and how many hours they share."""
        strength = sum(min(each, STRONG) for each in self.helps)
        return (
            0,
            0,
            int(all(self.helps)),
            strength or min(self.alike, 2),
            int(self.is_abroad),
            min(len(self.hours), 40),
        )


def matched(cities: Collection[int], fits: Mapping[Two, Fit], rests: Mapping[int, int]) -> list[tuple[int, ...]]:
    """Pairs, and at most one group of three, by their numbers; whoever is in none rests.

    rests: for how many months in a row a city had to
    Nobody meets again who could still meet somebody new: of all who fit, only those are paired who have met least.
    """
    allowed = _allowed(cities, fits)
    taken: list[tuple[int, ...]] = []
    left = sorted(cities)
    while len(left) > MOST and (strongest := _strongest(left, allowed, rests)) is not None:
        taken.append(strongest)
        left = [city for city in left if city not in strongest]
    return sorted([*taken, *_best(left[:MOST], allowed, rests)])


def best_partner(city: int, others: Collection[int], fits: Mapping[Two, Fit], rests: Mapping[int, int]) -> int | None:
    """Of those who are free, for a city whose own partner cannot."""
    possible = _allowed([city, *others], {two: fit for two, fit in fits.items() if city in two})
    ranked = sorted(others, key=lambda one: ([-part for part in _worth((city, one), possible, rests)], one))
    return next((one for one in ranked if frozenset((city, one)) in possible), None)


def _allowed(cities: Collection[int], fits: Mapping[Two, Fit]) -> dict[Two, Fit]:
    among = set(cities)
    possible = {two: fit for two, fit in fits.items() if two <= among and fit.is_possible}
    least = min((fit.met for fit in possible.values()), default=0)
    return {two: fit for two, fit in possible.items() if fit.met == least}


def _strongest(cities: Sequence[int], allowed: Mapping[Two, Fit], rests: Mapping[int, int]) -> tuple[int, int] | None:
    pairs = [pair for pair in combinations(cities, 2) if frozenset(pair) in allowed]
    return max(pairs, key=lambda pair: _worth(pair, allowed, rests), default=None)


def _worth(group: Sequence[int], allowed: Mapping[Two, Fit], rests: Mapping[int, int]) -> Value:
    """Of cities in a group: parts of it are compared one after the other, and add up over groups."""
    values = [fit.value for two in combinations(group, 2) if (fit := allowed.get(frozenset(two))) is not None]
    own = (sum(rests.get(city, 0) for city in group), len(group), 0, 0, 0, 0)
    return tuple(map(sum, zip(own, *values, strict=True)))


def _best(cities: Sequence[int], allowed: Mapping[Two, Fit], rests: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    groups = _groups(cities, allowed)
    worth = {group: _worth(group, allowed, rests) for own in groups.values() for group in own}

    @cache
    def best(left: tuple[int, ...], threes: int) -> Way:
        """The first city is in a group with others that are left, or rests."""
        if not left:
            return NOTHING, ()
        city, rest = left[0], left[1:]
        found = best(rest, threes)
        for group in groups[city]:
            if len(group) - 2 <= threes and set(group[1:]) <= set(rest):
                others = tuple(one for one in rest if one not in group)
                value, chosen = best(others, threes - (len(group) - 2))
                whole = tuple(map(sum, zip(value, worth[group], strict=True)))
                if whole > found[0]:
                    found = whole, (group, *chosen)
        return found

    return best(tuple(cities), 1)[1]


def _groups(cities: Sequence[int], allowed: Mapping[Two, Fit]) -> dict[int, list[tuple[int, ...]]]:
    """Those that may be, by their first city. Three have to fit two by two, and share an hour."""
    groups: dict[int, list[tuple[int, ...]]] = {city: [] for city in cities}
    for size in (2, 3):
        for group in combinations(cities, size):
            if all(frozenset(two) in allowed for two in combinations(group, 2)) and shared_hours(group, allowed):
                groups[group[0]].append(group)
    return groups


def shared_hours(group: Sequence[int], fits: Mapping[Two, Fit]) -> list[datetime]:
    """Those that suit each two of them, in their order."""
    found = [fits[frozenset(two)].hours for two in combinations(group, 2)]
    return sorted(set(found[0]).intersection(*found[1:]))
