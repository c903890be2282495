"""What is new in several networks, asked once for all who are to be told of it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.digests.elsewhere import Elsewhere
from actions.digests.told import SETTLED
from actions.reminders import first_asked
from store import digests as store
from store.attention import Ask
from store.behalf import notings_since
from store.frozen import frozen
from store.guests import Answered, answers_to_tell
from store.meetings import next_meetings
from store.models import City, Meeting, Membership, Network, Person
from store.news import News, Place, chronicles
from store.pairs import Learned, learned_of, wishes_of
from texts.contacts import Contact
from texts.digests import GuestAnswers, NetworkNews, NotedFor, private_digest
from texts.message import Message
from texts.translator import translator_of

LOOKED_AT = timedelta(days=10)  # before a session: nobody is asked earlier


@frozen
class Beyond:
    """The window on all networks but these, which has another beginning than those on each of them."""

    networks: frozenset[int]
    since: datetime


@frozen
class Reading:
    """Somebody's window on a network: from `since` until now. No person: its groups read.

    asks: what they are asked that did not come by itself
    contact: asked whether they still go on for their city, where there is something to tell anyway
    city: for which they take part
    membership: by which they do
    elsewhere: where this window is also that on all networks but theirs; a person has one such window
    """

    network: Network
    since: datetime
    person: Person | None = None
    asks: tuple[Ask, ...] = ()
    contact: Contact | None = None
    city: City | None = None
    membership: Membership | None = None
    elsewhere: Beyond | None = None


class Edition:
    """The news of this moment. Each reader is told of their own window, and not of what is their own."""

    def __init__(self, session: Session, readings: Sequence[Reading], now: datetime) -> None:
        networks = {reading.network.id for reading in readings}
        since = min((reading.since for reading in readings), default=now)
        self._chronicles = chronicles(session, networks, since, now - SETTLED)
        self._session = session
        self._now = now
        self._networks = networks
        self._pairing = {reading.network.id for reading in readings if reading.network.pairs_on_at is not None}
        self._since = since
        self._people = {reading.person.id for reading in readings if reading.person is not None}
        readers = [reading.person for reading in readings if reading.person is not None]
        self._elsewhere = Elsewhere(session, readers, since, now - SETTLED)
        self._messages: dict[tuple[object, ...], Message] = {}

    # What follows is asked only where somebody could be told of it.

    @cached_property
    def _notings(self) -> defaultdict[tuple[int, int], list[datetime]]:
        """In the name of cities: groups read nothing of it."""
        return _by_city(notings_since(self._session, self._networks, self._since, self._now - SETTLED))

    @cached_property
    def _guests(self) -> list[Answered]:
        """What guests have answered: to people, too."""
        return answers_to_tell(self._session, self._networks, self._since, self._now - SETTLED)

    @cached_property
    def _learned(self) -> list[Learned]:
        """What cities take with them that met in pairs: to groups, too."""
        if not self._pairing:
            return []
        return learned_of(self._session, self._pairing, self._since, self._now - SETTLED)

    @cached_property
    def _wishes(self) -> dict[int, set[int]]:
        """The cities that have said whether they want to meet in pairs, by network."""
        return {network_id: set(wishes_of(self._session, network_id)) for network_id in self._pairing}

    @cached_property
    def _meetings(self) -> dict[int, Meeting]:
        return next_meetings(self._session, self._networks, self._now)

    @cached_property
    def _soon(self) -> set[int]:
        return {one.id for one in self._meetings.values() if one.starts_at <= self._now + LOOKED_AT}

    @cached_property
    def _answered(self) -> set[tuple[int, int]]:
        return store.answers_to(self._session, self._soon, self._people)

    def parts(self, readings: Sequence[Reading]) -> list[NetworkNews]:
        """What one reader is told, network by network."""
        parts = [(reading, self._part(reading)) for reading in readings]
        if all(part is None for _, part in parts):
            return []
        whole = [self._with_elsewhere(reading, part) for reading, part in parts]
        return [part for part in whole if part is not None]

    def _with_elsewhere(self, reading: Reading, part: NetworkNews | None) -> NetworkNews | None:
        """Nobody has a digest for this alone: it waits for news of their own."""
        if reading.person is None or reading.elsewhere is None:
            return part
        opened = self._elsewhere.of_interest(reading.person, reading.elsewhere.since, reading.elsewhere.networks)
        if not opened:
            return part
        return replace(part or NetworkNews(reading.network, News()), elsewhere=opened)

    def private_digest(self, person: Person, parts: Sequence[NetworkNews], city: City | None) -> Message:
        """The message for a person; readers of the same in the same language and place share one."""
        t = translator_of(person)
        same = (
            t,
            city and city.id,
            person.digest_is_monthly,
            *(
                (
                    part.network.id,
                    id(part.news),
                    part.needs_answer,
                    part.asks,
                    _of(part),
                    part.guests,
                    part.noted,
                    part.learned,
                    part.may_pair and part.may_pair.id,
                    part.elsewhere,
                )
                for part in parts
            ),
        )
        if same not in self._messages:
            self._messages[same] = private_digest(t, parts, city, is_monthly=person.digest_is_monthly)
        return self._messages[same]

    def _part(self, reading: Reading) -> NetworkNews | None:
        person_id = None if reading.person is None else reading.person.id
        news = self._chronicles[reading.network.id].news(reading.since, person_id)
        guests, noted, learned = self._guests_answers(reading), self._noted(reading), self._learned_by(reading)
        if not (reading.asks or guests or noted or learned) and news.is_empty:
            return None
        meeting = self._meetings.get(reading.network.id)
        needs_answer = self._needs_answer(meeting, reading.person)
        return NetworkNews(
            reading.network,
            news,
            meeting,
            needs_answer,
            reading.asks,
            reading.contact,
            guests,
            noted,
            learned,
            self._may_pair(reading),
        )

    def _learned_by(self, reading: Reading) -> tuple[Learned, ...]:
        """What is new to the reader, and not their own city's."""
        own = None if reading.city is None else Place(reading.city.name, reading.city.country)
        return tuple(
            one
            for one in self._learned
            if one.network_id == reading.network.id and one.place != own and one.at and one.at >= reading.since
        )

    def _may_pair(self, reading: Reading) -> City | None:
        """Asked once, in the first digest after pairs were opened: it comes for no other reason."""
        opened_at = reading.network.pairs_on_at
        if reading.city is None or opened_at is None or not reading.since <= opened_at < self._now - SETTLED:
            return None
        return None if reading.city.id in self._wishes[reading.network.id] else reading.city

    def _guests_answers(self, reading: Reading) -> tuple[GuestAnswers, ...]:
        """Which guests have answered what the reader asked or wanted to hear, and how much of it."""
        if reading.person is None:
            return ()
        counted: Counter[tuple[int, str]] = Counter(
            (one.guest_id, one.name)
            for one in self._guests
            if reading.person.id in one.readers and one.network_id == reading.network.id and one.at > reading.since
        )
        return tuple(GuestAnswers(guest_id, name, number) for (guest_id, name), number in counted.items())

    def _noted(self, reading: Reading) -> NotedFor | None:
        """What is noted in the name of the reader's city, and new to them."""
        if reading.city is None:
            return None
        moments = self._notings[reading.network.id, reading.city.id]
        number = sum(at >= reading.since for at in moments)
        return NotedFor(reading.network.id, reading.city, number) if number else None

    def _needs_answer(self, meeting: Meeting | None, person: Person | None) -> bool:
        """Nobody is told that an answer is missing before it was asked for."""
        if meeting is None or person is None or meeting.id not in self._soon:
            return False
        is_asked = self._now >= _first_asked(meeting.starts_at, person.zone)
        return is_asked and (meeting.id, person.id) not in self._answered


@lru_cache(1024)
def _first_asked(starts_at: datetime, zone: str) -> datetime:
    return first_asked(starts_at, ZoneInfo(zone))


def _by_city(notings: Sequence[tuple[int, int, datetime]]) -> defaultdict[tuple[int, int], list[datetime]]:
    by_city: defaultdict[tuple[int, int], list[datetime]] = defaultdict(list)
    for network_id, city_id, at in notings:
        by_city[network_id, city_id].append(at)
    return by_city


def _of(part: NetworkNews) -> int | None:
    return None if part.contact is None else part.contact.membership_id
