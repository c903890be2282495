"""What members have answered, as values: from a file, from the store, to the composition."""

from collections.abc import Mapping
from dataclasses import field

from store.frozen import frozen
from store.models import FieldLevel


@frozen
class Said:
    """What a member says of one field. rank: 1 is its best wish, None is no wish; need and offer from 0 to 3."""

    rank: int | None = None
    need: int = 0
    offer: int = 0
    level: FieldLevel | None = None


NOTHING = Said()


@frozen
class Member:
    """A city or another entity. hours: those of UTC that suit it, from 0 to 23; none: it has not said.

    said: only of fields of which it says something
    replies: to questions about no field, by the names of their columns (`choose:who`)
    """

    slug: str
    country: str
    language: str
    zone: str
    first_time: bool = False
    hours: frozenset[int] = frozenset()
    said: Mapping[str, Said] = field(default_factory=dict)
    replies: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> Said:
        """What it says of a field."""
        return self.said.get(name, NOTHING)

    @property
    def wishes(self) -> list[str]:
        """The fields that it ranked, its best first."""
        ranked = [(said.rank, name) for name, said in self.said.items() if said.rank is not None]
        return [name for _rank, name in sorted(ranked)]


@frozen
class Answers:
    """A whole consultation. The order of fields is that of the questionnaire, the order of members says nothing.

    questions: those about no field, by the names of their columns; of a file, those that it has
    """

    fields: tuple[str, ...]
    members: tuple[Member, ...]
    questions: tuple[str, ...] = ()
