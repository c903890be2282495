"""What is shown of pairs, put together before any of it is said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from store.frozen import frozen
from store.models import City, Membership, Met, Network, Pair, PairRound, PairWish, Person
from store.pairs import Paired


class Help(NamedTuple):
    """What one city needs and another offers."""

    taker: City
    need: str
    giver: City
    offer: str


class InCommon(NamedTuple):
    """What two cities need alike."""

    one: City
    need: str
    other: City
    same: str


@frozen
class PairShown:
    """Two cities, or three, that meet: why, when it would suit all, and who takes part for each.

    people: by the city's id; none: nobody of it reads the bot
    """

    network: Network
    paired: Paired
    helps: Sequence[Help]
    common: Sequence[InCommon]
    hours: Sequence[datetime]
    people: Mapping[int, Sequence[Person]]

    @property
    def pair(self) -> Pair:
        """Its row."""
        return self.paired.pair

    def others(self, city_id: int) -> list[City]:
        """With whom one of them meets."""
        return [city for city in self.paired.cities if city.id != city_id]

    @property
    def has_met(self) -> bool:
        """As one of them says."""
        return any(one.met is Met.YES for _, one in self.paired.of)


@frozen
class Month:
    """The pairs of a network as they stand now.

    city: for which the reader speaks; own: what it meets, once that is told
    round: None, before there was any; paired: those of it that stand, and rest: the cities that want to and are in none
    """

    network: Network
    cities: Sequence[City]
    wishes: Mapping[int, PairWish]
    membership: Membership
    round: PairRound | None
    paired: Sequence[Paired]
    city: City | None

    @property
    def is_on(self) -> bool:
        """Whether the coordination has opened them."""
        return self.network.pairs_on_at is not None

    def wants(self, city: City) -> bool | None:
        """What a city said; None: nothing yet."""
        wish = self.wishes.get(city.id)
        return None if wish is None else wish.wants

    @property
    def wanting(self) -> list[City]:
        """The cities that want to meet."""
        return [city for city in self.cities if self.wants(city)]

    @property
    def resting(self) -> list[City]:
        """Those of them for which nobody was found."""
        busy = {city.id for paired in self.paired for city in paired.cities}
        return [city for city in self.wanting if city.id not in busy]

    @property
    def own(self) -> Paired | None:
        """That of the reader's city, once it has left."""
        if self.city is None or self.round is None or self.round.left_at is None:
            return None
        return next((one for one in self.paired if self.city in one.cities), None)
