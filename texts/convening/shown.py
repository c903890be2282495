"""What is made of a proposal, as its pages show it."""

from collections.abc import Sequence
from datetime import datetime

from store.frozen import frozen
from store.models import Composition, Convening


@frozen
class CityShown:
    """A city of a network. is_new: the programme does not have it yet."""

    slug: str
    name: str
    country: str
    zone: str
    language: str
    is_new: bool


@frozen
class Planned:
    """A network as it would be made. starts: its sessions; week: from 1; hour: in UTC; hours: those that suit all."""

    place: int
    field: str
    slug: str
    name: str
    zone: str
    week: int
    weekday: int
    hour: int
    hours: tuple[int, ...]
    zones: tuple[str, ...]
    cities: tuple[CityShown, ...]
    starts: tuple[datetime, ...]
    holidays: tuple[tuple[datetime, str], ...] = ()  # sessions on a holiday, and of which city


@frozen
class ConveningShown:
    """All of them. month: of the first sessions, counted from year 0."""

    convening: Convening
    composition: Composition
    month: int
    networks: tuple[Planned, ...]
    before: tuple[int, ...] = ()  # numbers of other proposals whose networks were made
    namesakes: tuple[str, ...] = ()  # of its networks, those called as one that is there already

    @property
    def new_cities(self) -> Sequence[CityShown]:
        """Each once."""
        found = {city.slug: city for one in self.networks for city in one.cities if city.is_new}
        return [found[slug] for slug in sorted(found)]

    @property
    def invitations(self) -> int:
        """A link for each city of each network."""
        return sum(len(one.cities) for one in self.networks)
