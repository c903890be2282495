"""What the map of needs and offers shows, put together before any of it is said."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, Network


@frozen
class Thing:
    """One thing that a city offers or needs, in its own words."""

    city: City
    text: str


@frozen
class Need:
    """What a city needs, the offers of others that answer it, the best one first, and who needs the same."""

    thing: Thing
    offers: tuple[Thing, ...]
    alike: tuple[Thing, ...] = ()


@frozen
class NeedsMap:
    """Of a network: what is answered, what nobody offers yet, and what several cities need.

    silent: the cities that have said neither what they need nor what they offer
    """

    network: Network
    cities: Sequence[City]
    answered: Sequence[Need]
    alone: Sequence[Need]
    shared: Sequence[tuple[Thing, ...]]
    silent: Sequence[City]

    @property
    def filled(self) -> int:
        """How many cities have said something."""
        return len(self.cities) - len(self.silent)

    @property
    def is_empty(self) -> bool:
        """Nobody has said what they need."""
        return not (self.answered or self.alone)


@frozen
class Arc:
    """From the city that offers something to the one that needs it, and how many such things there are."""

    origin_id: int
    city_id: int
    number: int
