"""A proposal as its pages show it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import field
from enum import Enum, auto
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import City, Composition, CompositionState, Consultation, Convening
from texts.cities import short_city
from texts.composing.reasons import Name, Obstacle, WhyHere, WhyOut
from texts.dates import zone_city
from texts.translator import DEFAULT_LANGUAGE, translator_for


@frozen
class MemberShown:
    """A member in a network, or left out. fixed, kept_out: fields, by hand."""

    id: int
    slug: str
    name: str
    here: WhyHere | None = None
    out: WhyOut | None = None
    fixed: tuple[str, ...] = ()
    kept_out: tuple[str, ...] = ()


class Rule(Enum):
    """What a proposal that somebody changed by hand may break."""

    FEW = auto()
    MANY = auto()
    PER_MEMBER = auto()
    HOURS = auto()
    KEPT_OUT = auto()


@frozen
class Breach:
    """Of a rule, in a field or by a member; number: how many there are; allowed: how many there may be."""

    rule: Rule
    field: str = ""
    member: str = ""
    number: int = 0
    allowed: int = 0


@frozen
class NetworkShown:
    """One that is proposed. hours: in UTC, that suit all its members."""

    field_id: int
    field: str
    members: tuple[MemberShown, ...]
    hours: tuple[int, ...]


@frozen
class ProposalShown:
    """A whole one. criteria: points; fields: all of the consultation, by id."""

    composition: Composition
    consultation: Consultation
    networks: tuple[NetworkShown, ...]
    left_out: tuple[MemberShown, ...]
    criteria: Mapping[str, int]
    breaches: tuple[Breach, ...]
    obstacles: tuple[Obstacle, ...]
    fields: Mapping[int, str]
    name: Name = field(repr=False)
    convening: Convening | None = None

    @property
    def total(self) -> int:
        """Of the points."""
        return sum(self.criteria.values())

    @property
    def is_there(self) -> bool:
        """Whether it has any networks."""
        return bool(self.networks)

    @property
    def is_looked_for(self) -> bool:
        """Whether a process is at it."""
        return self.composition.state is CompositionState.COMPUTING

    def network(self, field_id: int) -> NetworkShown | None:
        """That of a field."""
        return next((one for one in self.networks if one.field_id == field_id), None)

    def member(self, member_id: int, field_id: int) -> MemberShown | None:
        """In that network; field 0: left out."""
        network = self.network(field_id)
        among = self.left_out if not field_id else () if network is None else network.members
        return next((one for one in among if one.id == member_id), None)


@frozen
class Cost:
    """Of a move: points more or less, and rules that only then are broken. other: with whom it is swapped."""

    points: int
    breaches: tuple[Breach, ...]
    other: MemberShown | None = None


@frozen
class MovedShown:
    """A member by its name, and its fields before and after."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@frozen
class DifferenceShown:
    """From one proposal to another. criteria: points before and after."""

    first: Composition
    second: Composition
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    moved: tuple[MovedShown, ...]
    criteria: Mapping[str, tuple[int, int]]


SMALL_WORDS = {"de", "del", "la", "las", "los", "el", "do", "da", "dos", "das", "e", "y", "i", "d"}


def city_name_of(slug: str, country: str, zone: str, city: City | None) -> str:
    """A member by the name of its city, or where there is none yet by what its slug says: "Cordoba (AR)"."""
    return short_city(city) if city is not None else f"{new_city_name(slug, country, zone)} ({country})"


def new_city_name(slug: str, country: str, zone: str) -> str:
    """Of a city that the programme does not have yet, from its slug; the city of its zone is known by its accents."""
    words = slug.removesuffix(f"-{country.lower()}").split("-")
    named = [word if place and word in SMALL_WORDS else word.capitalize() for place, word in enumerate(words)]
    known = zone_city(translator_for(DEFAULT_LANGUAGE), ZoneInfo(zone))
    return known if _letters(known) == _letters(" ".join(words)) else " ".join(named)


def _letters(name: str) -> str:
    """In small ones without accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if one.isalnum())
