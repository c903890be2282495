"""What stands in a record: parts in their order, each collected or typed. It is frozen as JSON when it is published."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from store.frozen import frozen
from store.models import Section

DIGEST = 16  # what a key has room for


class Item(NamedTuple):
    """One line of a part.

    city, other: as "Quito (EC)"; `other` gets what is offered
    text: what was typed, in its `language`
    until: a day, in ISO 8601
    is_noted: in the city's name, by the coordination or by whoever led the session
    guest: the id of somebody from outside, of whom the answers below are. Their name and subject are in `city` and
    `text` only while it is read: what is frozen does not keep them
    """

    city: str = ""
    text: str = ""
    language: str = ""
    other: str = ""
    until: str = ""
    is_noted: bool = False
    guest: int = 0

    @property
    def frozen(self) -> "Item":
        """As it is kept."""
        return self._replace(city="", text="") if self.guest else self


@frozen
class Part:
    """One section.

    text: typed in the place of the items
    number: of the cities of the network, of which some were there; or of the next session
    unknown: of how many of these cities nobody had said whether they were there
    at: when that begins, in ISO 8601
    """

    section: Section
    items: tuple[Item, ...] = ()
    text: str = ""
    language: str = ""
    number: int = 0
    at: str = ""
    unknown: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not (self.items or self.text or self.at)

    @property
    def has_noted(self) -> bool:
        """Whether a line of it was noted in a city's name; what is typed in their place bears no mark."""
        return not self.text and any(item.is_noted for item in self.items)


@frozen
class Content:
    """All parts that there is something to read in."""

    parts: tuple[Part, ...] = ()

    def part(self, section: Section) -> Part | None:
        """That of a section, where there is one."""
        return next((part for part in self.parts if part.section is section), None)

    def frozen(self) -> dict[str, Any]:
        """As JSON."""
        return {"parts": [asdict(part) | {"items": [list(item.frozen) for item in part.items]} for part in self.parts]}

    @property
    def has_noted(self) -> bool:
        """Whether something in it bears the mark of what was noted in a city's name."""
        return any(part.has_noted for part in self.parts)

    @property
    def digest(self) -> str:
        """By which a key knows whether it is still what was shown."""
        return hashlib.sha256(json.dumps(self.frozen(), sort_keys=True).encode()).hexdigest()[:DIGEST]


def content_of(parts: Iterable[Part | None]) -> Content:
    """In the order of the sections, without those that are empty."""
    found = {part.section: part for part in parts if part is not None and not part.is_empty}
    return Content(tuple(found[section] for section in Section if section in found))


def thawed(frozen: dict[str, Any]) -> Content:
    """What `frozen` gave."""
    return Content(tuple(_part(part) for part in frozen["parts"]))


def _part(values: dict[str, Any]) -> Part:
    items: Sequence[Sequence[Any]] = values["items"]
    return Part(**{**values, "section": Section(values["section"]), "items": tuple(Item(*item) for item in items)})
