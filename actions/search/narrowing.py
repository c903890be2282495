"""What a search can be narrowed to, as terms of the index. No word that people type has a `_` in it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from actions.search.words import LONGEST, plain
from store.frozen import frozen
from store.models import FoundKind, Outcome

EVERY = "e_"  # stands in every entry: how many there are


@frozen
class Filters:
    """What is looked for only; None is any. country: ISO 3166-1; field: as its networks name it; theme: of the list."""

    kind: FoundKind | None = None
    city_id: int | None = None
    country: str | None = None
    field: str | None = None
    state: Outcome | None = None
    language: str | None = None
    theme: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """What is set, for a row of JSON."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Filters":
        """The same back."""
        given = dict(kept)
        for name, choices in (("kind", FoundKind), ("state", Outcome)):
            if name in given:
                given[name] = choices(given[name])
        return cls(**given)

    def terms(self) -> list[str]:
        """All of these stand in what is looked for."""
        made = (
            self.kind and kind_term(self.kind),
            self.city_id and city_term(self.city_id),
            self.country and country_term(self.country),
            self.field and field_term(self.field),
            self.state and state_term(self.state),
            self.language and language_term(self.language),
            self.theme and theme_term(self.theme),
        )
        return [term for term in made if term]


def kind_term(kind: FoundKind) -> str:
    return f"k_{kind}"


def city_term(city_id: int) -> str:
    return f"y_{city_id}"


def country_term(country: str) -> str:
    return f"o_{country.lower()}"


def field_term(field: str) -> str:
    return f"f_{plain(field)}"[:LONGEST]


def state_term(state: str) -> str:
    return f"s_{state}"


def language_term(language: str) -> str:
    return f"l_{language}"


def theme_term(theme: str) -> str:
    return f"t_{theme.replace('-', '_')}"
