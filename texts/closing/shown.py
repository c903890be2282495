"""How a network stands before it ends: what pages and letters about its closing are given."""

from collections.abc import Mapping
from datetime import datetime

from store.frozen import frozen
from store.models import City, Closing, Commitment, Experience, Meeting, Network


@frozen
class Sheeted:
    """A city's experience that is furthest. missing: how many of its fields; is_open: others may read it."""

    experience: Experience
    missing: int
    is_open: bool

    @property
    def is_complete(self) -> bool:
        """Nothing is left to be done with it."""
        return not self.missing and self.is_open


@frozen
class CityEnd:
    """A city as the network ends. attended: sessions in which somebody was there for it; untold: nobody has said."""

    city: City
    attended: int
    untold: tuple[Meeting, ...]
    is_heard: bool
    commitments: tuple[Commitment, ...]
    sheet: Sheeted | None

    @property
    def gaps(self) -> int:
        """How many things are missing."""
        has_sheet = self.sheet is not None and self.sheet.is_complete
        return sum((bool(self.untold), not self.is_heard, bool(self.commitments), not has_sheet))


@frozen
class Checklist:
    """A network before and after it is closed.

    meetings: those that took place; ahead: how many are still to come; unrecorded: without a published record
    """

    network: Network
    meetings: tuple[Meeting, ...]
    ahead: int
    unrecorded: tuple[Meeting, ...]
    cities: tuple[CityEnd, ...]
    closing: Closing | None
    now: datetime

    @property
    def sequence(self) -> int:
        """As keys have it."""
        return 0 if self.closing is None else self.closing.sequence

    @property
    def can_close(self) -> bool:
        """After the last session, once."""
        return self.network.closed_at is None and bool(self.meetings) and not self.ahead

    @property
    def reopens_until(self) -> datetime | None:
        """Until when it can be taken back; None: not any more, or it is open."""
        due_at = None if self.closing is None else self.closing.due_at
        return due_at if self.network.closed_at is not None and due_at is not None and due_at > self.now else None

    @property
    def least(self) -> int:
        """Sessions for a certificate, where nobody has said how many: four of six."""
        if self.closing is not None:
            return self.closing.least
        return default_least(len(self.meetings))

    @property
    def open_commitments(self) -> int:
        """Which go on when the network ends."""
        return sum(len(one.commitments) for one in self.cities)

    def of(self, city_id: int) -> CityEnd | None:
        """One of its cities."""
        return next((one for one in self.cities if one.city.id == city_id), None)


@frozen
class Certified:
    """How many people were in enough sessions for a certificate, as it is noted, of how many who were counted."""

    people: int
    of: int


def default_least(sessions: int) -> int:
    """Two thirds of the sessions."""
    return max(1, -(-2 * sessions // 3))


@frozen
class Farewell:
    """What a network leaves behind, in numbers. adoptions: by how they went."""

    network: Network
    cities: int
    sessions: int
    cases: int
    challenges: int
    solved: int
    answers: int
    experiences: int
    adoptions: Mapping[str, int]
