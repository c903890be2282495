"""Where each city stands: who shared on the left, who tries it on the right, so that every arrow goes one way.

A city that does both stands on both sides. On a phone names can be read only as long as they are few: those with the
most links have one, the others are dots below them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from store.frozen import frozen
from store.models import City

MOST_NAMED = 16  # on one side, when there are no more
NAMED_OF_MANY = 14
TURNS = 3  # of putting each side in the order of the other: after that hardly an arrow changes

TOP, BOTTOM = 232.0, 1110.0
DOTS_FROM = 940.0
TALLEST = 110.0


class Arrow(Protocol):
    """From a city to another, for so many things."""

    @property
    def origin_id(self) -> int: ...
    @property
    def city_id(self) -> int: ...
    @property
    def number(self) -> int: ...


class Linked(Protocol):
    """Cities and the arrows between them."""

    @property
    def cities(self) -> Sequence[City]: ...
    @property
    def links(self) -> Sequence[Arrow]: ...


class Spot(NamedTuple):
    """A city on one side. `room`: the height of its line; 0: it has no name there."""

    city: City
    y: float
    room: float


@frozen
class Arranged:
    """Both sides by the number of the city, and how many cities have no name on either."""

    givers: Mapping[int, Spot]
    takers: Mapping[int, Spot]
    unnamed: int


def arranged(shown: Linked) -> Arranged:
    """The same cities and arrows always stand the same."""
    cities = {city.id: city for city in shown.cities}
    left, right = _weights(shown.links)
    gave, took = _by_weight(left, cities), _by_weight(right, cities)
    for _ in range(TURNS):
        took = _towards(took, gave, right)
        gave = _towards(gave, took, left)
    named = {*gave.named, *took.named}
    return Arranged(_spots(gave, cities), _spots(took, cities), len(cities.keys() - named))


class _Side(NamedTuple):
    """The cities of one side by their numbers, from above."""

    named: list[int]
    dots: list[int]

    @property
    def all(self) -> list[int]:
        return [*self.named, *self.dots]


_Weights = dict[int, dict[int, int]]  # of a city, how much it has with each of the other side


def _weights(links: Sequence[Arrow]) -> tuple[_Weights, _Weights]:
    left: _Weights = defaultdict(lambda: defaultdict(int))
    right: _Weights = defaultdict(lambda: defaultdict(int))
    for link in links:
        left[link.origin_id][link.city_id] += link.number
        right[link.city_id][link.origin_id] += link.number
    return left, right


def _by_weight(weights: _Weights, cities: Mapping[int, City]) -> _Side:
    """Those with the most links first; of as many, by name."""
    ranked = sorted(weights, key=lambda one: (-sum(weights[one].values()), cities[one].name, cities[one].slug))
    most = MOST_NAMED if len(ranked) <= MOST_NAMED else NAMED_OF_MANY
    return _Side(ranked[:most], ranked[most:])


def _towards(side: _Side, other: _Side, weights: _Weights) -> _Side:
    """Each as high as what it is linked to, on average: fewer arrows cross."""
    place = {city_id: number for number, city_id in enumerate(other.all)}

    def height(city_id: int) -> float:
        linked = weights[city_id]
        return sum(place[each] * number for each, number in linked.items()) / sum(linked.values())

    return _Side(sorted(side.named, key=height), sorted(side.dots, key=height))


def _spots(side: _Side, cities: Mapping[int, City]) -> dict[int, Spot]:
    bottom = DOTS_FROM - 30 if side.dots else BOTTOM
    room = min(TALLEST, (bottom - TOP) / len(side.named))
    first = TOP + (0 if side.dots else (bottom - TOP - room * len(side.named)) / 2) + room / 2
    named = {one: Spot(cities[one], first + room * place, room) for place, one in enumerate(side.named)}
    step = (BOTTOM - DOTS_FROM) / max(1, len(side.dots) - 1)
    dots = {one: Spot(cities[one], DOTS_FROM + step * place, 0) for place, one in enumerate(side.dots)}
    return named | dots
