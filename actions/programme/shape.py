"""What a programme file says, once it has been found right."""

from collections.abc import Mapping
from datetime import date, datetime, time

from store.frozen import frozen
from store.models import TextKind


@frozen
class CityData:
    """A city or other member entity. `region`: None leaves it as it is."""

    slug: str
    name: str
    country: str
    zone: str
    language: str
    region: str | None = None


@frozen
class NetworkData:
    """A network; `starts` are the instants that its rule gives, in UTC; `texts` its own, each by language."""

    slug: str
    name: str
    field: str
    zone: str
    starts_on: date
    rule: str
    meeting_time: time
    meeting_minutes: int
    digest_weekday: int
    cities: tuple[str, ...]
    starts: tuple[datetime, ...]
    texts: Mapping[TextKind, Mapping[str, str]]


@frozen
class ArchiveData:
    """What is known of an earlier edition."""

    slug: str
    name: str
    years: str
    cities_count: int
    fields: tuple[str, ...]
    summary: str


@frozen
class Programme:
    """A whole file. `source` is how its faults name it."""

    source: str
    cities: tuple[CityData, ...] = ()
    networks: tuple[NetworkData, ...] = ()
    archives: tuple[ArchiveData, ...] = ()
