"""How much there is, when, and who sits where. Everything counts from 1, first what belongs to network 1."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from actions.digests import SETTLED

PLACES = (  # country, zone, language
    ("AR", "America/Argentina/Cordoba", "es"),
    ("BR", "America/Sao_Paulo", "pt"),
    ("CO", "America/Bogota", "es"),
    ("EC", "America/Guayaquil", "es"),
    ("ES", "Europe/Madrid", "es"),
    ("ES", "Europe/Madrid", "ca"),
    ("MX", "America/Merida", "es"),
    ("PA", "America/Panama", "es"),
)
CITIES = 40
CITIES_OF_NETWORK = 7
WORDS = "Los camiones reparten en el centro a la hora de la escuela, y nadie ha medido todavía cuántos son. " * 4
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
YEARS = timedelta(days=730)
FIRST_CHAT = 1_000_000
FIRST_GROUP = -1_000_000_000

Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True)
class Sizes:
    """How much there is of what.

    people: of each network; a facilitator has two networks
    records: of all networks together, published before the last digest
    challenges, experiences, solutions, solved, answers: published in each network since then
    letters: written to each person long ago, besides the last digest
    everybody_comes: to the coming session; otherwise every other one has answered
    """

    networks: int
    people: int
    records: int
    challenges: int = 3
    experiences: int = 2
    solutions: int = 4
    solved: int = 1
    answers: int = 3
    letters: int = 0
    everybody_comes: bool = False

    @property
    def new(self) -> int:
        """What was published in each network since the last digest."""
        return self.challenges + self.experiences + self.solutions + self.answers

    @property
    def readers(self) -> int:
        """People and groups."""
        facilitators = (self.networks + 1) // 2
        return facilitators + self.networks * (self.people - 1) + self.networks


@dataclass(frozen=True)
class Moments:
    """The present, when everybody's digest is due, and when the coming session of every network starts."""

    now: datetime
    digests: datetime
    session: datetime


class Town:
    """Who sits in which network."""

    def __init__(self, sizes: Sizes, moments: Moments) -> None:
        self.sizes = sizes
        self.moments = moments
        self.told_until = moments.digests - WEEK - SETTLED
        self.networks = range(1, sizes.networks + 1)
        self.people = {network: self._people_of(network) for network in self.networks}

    def seats(self) -> Iterator[tuple[int, int, int]]:
        """Network, number of the seat, person; seat 0 is the facilitator's."""
        for network, people in self.people.items():
            for seat, person in enumerate(people):
                yield network, seat, person

    @cached_property
    def first_seats(self) -> dict[int, tuple[int, int]]:
        """Everybody once: network and seat by person."""
        seats: dict[int, tuple[int, int]] = {}
        for network, seat, person in self.seats():
            seats.setdefault(person, (network, seat))
        return seats

    def networks_of(self, person: int) -> list[int]:
        """One, or the two of a facilitator."""
        network, seat = self.first_seats[person]
        return [one for one in (network, network + 1) if seat == 0 and one in self.people] or [network]

    def _people_of(self, network: int) -> list[int]:
        """Neighbours by number sit in different networks, as in life."""
        facilitator = network - (network - 1) % 2
        return [facilitator, *(seat * self.sizes.networks + network for seat in range(1, self.sizes.people))]


def numbered(network: int, number: int, of_each: int) -> int:
    """The id of the `number`th of `of_each` that every network has."""
    return (network - 1) * of_each + number


def place_of(city: int) -> tuple[str, str, str]:
    """Country, zone and language of a city."""
    return PLACES[city % len(PLACES)]


def cities_of(network: int) -> list[int]:
    """The cities that take part."""
    return [(network * 3 + number) % CITIES + 1 for number in range(CITIES_OF_NETWORK)]


def city_of(network: int, seat: int) -> int:
    """The city that a seat belongs to."""
    return cities_of(network)[seat % CITIES_OF_NETWORK]
