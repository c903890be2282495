"""What other networks have opened that is about a reader's own themes and needs: it comes with news of their own."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from actions.search.themes import suggested
from actions.search.wording import thesaurus_of
from store import elsewhere as store
from store.elsewhere import Opened
from store.models import FoundKind, Person

MOST = 2  # lines: the rest stands among what comes from other networks


class Elsewhere:
    """What was opened in a span, for these people. Where nothing was, nothing more is asked."""

    def __init__(self, session: Session, people: Collection[Person], since: datetime, until: datetime) -> None:
        self._session = session
        self._people = {person.id: person for person in people}
        self._span = since, until

    @cached_property
    def _opened(self) -> list[Opened]:
        return store.opened_between(self._session, *self._span) if self._people else []

    @cached_property
    def _themes(self) -> dict[tuple[FoundKind, int], set[str]]:
        return store.themes_of_records(self._session, self._opened)

    @cached_property
    def _interests(self) -> defaultdict[int, set[str]]:
        """By person: the themes of what they have shared, and of what they need."""
        interests = store.themes_of_people(self._session, list(self._people))
        known = thesaurus_of(self._session)
        for need in store.needs_of(self._session, list(self._people)):
            said = (need.text, self._people[need.person_id].language)
            interests[need.person_id].update(suggested(said, [said], need.field, known))
        return interests

    def of_interest(self, person: Person, since: datetime, networks: Collection[int]) -> tuple[Opened, ...]:
        """What is new to somebody of these networks, and about most of what they care for first."""
        new = [
            one
            for one in self._opened
            if one.at >= since and one.network_id not in networks and one.person_id != person.id
        ]
        if not new:
            return ()
        own = self._interests[person.id]
        shared = [(len(own & self._themes.get((one.kind, one.id), set())), one) for one in new]
        best = sorted((one for one in shared if one[0]), key=lambda one: (-one[0], -one[1].at.timestamp()))
        return tuple(one for _, one in best[:MOST])
