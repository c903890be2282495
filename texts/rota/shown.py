"""The rota of cases as it is told of: what all its texts have in common."""

from collections.abc import Sequence
from datetime import datetime

from store.frozen import frozen
from store.models import City, Meeting, Network, Rota
from texts.cities import short_city
from texts.meetings.shown import Reader, when
from texts.message import Html, lines, paragraphs
from texts.translator import Translator


@frozen
class Place:
    """A session that takes place, whose cases are heard in it, and for how many more there is room.

    is_working: cases are meant to be heard in it; in others only where a coordinator wants it so
    """

    meeting: Meeting
    cities: tuple[City, ...]
    room: int = 0
    is_working: bool = True


@frozen
class Cancelled:
    """A session that does not take place, and the cities whose turn it was."""

    meeting: Meeting
    cities: tuple[City, ...]


@frozen
class Standing:
    """A rota at a moment.

    places: by date; those without a city only as far as they are still to come
    cancelled: these cities have lost their turn; turnless: these have none
    asking: the ids of those whose questions for the others are there
    """

    rota: Rota
    network: Network
    places: tuple[Place, ...]
    cancelled: tuple[Cancelled, ...]
    turnless: tuple[City, ...]
    now: datetime
    asking: frozenset[int] = frozenset()

    @property
    def unplaced(self) -> tuple[City, ...]:
        """All cities without a session."""
        lost = [city for one in self.cancelled for city in one.cities]
        return tuple(sorted((*lost, *self.turnless), key=lambda city: (city.name, city.slug)))

    @property
    def cities(self) -> tuple[City, ...]:
        """All of them, by name."""
        placed = [city for place in self.places for city in place.cities]
        return tuple(sorted((*placed, *self.unplaced), key=lambda city: (city.name, city.slug)))

    def meeting_of(self, city_id: int) -> Meeting | None:
        """Where a city presents, or has presented."""
        return next((one.meeting for one in self.places if city_id in {city.id for city in one.cities}), None)

    def is_ahead(self, meeting: Meeting) -> bool:
        """Whether it has not begun."""
        return meeting.starts_at > self.now

    def with_room(self) -> list[Place]:
        """Sessions ahead that have a free place."""
        return [place for place in self.places if place.room > 0 and self.is_ahead(place.meeting)]

    def partners_of(self, city_id: int) -> list[tuple[City, Meeting]]:
        """Cities with which a city whose turn is ahead can swap: theirs is ahead too, in another session."""
        own = self.meeting_of(city_id)
        if own is None or not self.is_ahead(own):
            return []
        others = [place for place in self.places if place.meeting is not own and self.is_ahead(place.meeting)]
        return [(city, place.meeting) for place in others for city in place.cities]


@frozen
class Swap:
    """Two cities, each of which would have the turn of the other. `city` asks; `ends_at`: without an answer."""

    network: Network
    city: City
    meeting: Meeting
    other: City
    other_meeting: Meeting
    ends_at: datetime
    now: datetime


def places(reader: Reader, standing: Standing, *, with_room: bool = False) -> Html:
    """Session by session; `with_room`: free places too, and whose questions are there."""
    shown = [one for one in standing.places if one.cities or (with_room and one.is_working)]
    return paragraphs(*(place(reader, standing, one, with_room=with_room) for one in shown))


def place(reader: Reader, standing: Standing, shown: Place, *, with_room: bool = False) -> Html:
    """One session and whose cases are heard in it."""
    t, meeting = reader.translator, shown.meeting
    moment = when(reader, meeting.starts_at, standing.network, standing.now)
    is_ahead = standing.is_ahead(meeting)
    asking = [city for city in shown.cities if with_room and is_ahead and city.id in standing.asking]
    return lines(
        t.say("<b>Session {number}</b> · {moment}", number=meeting.number, moment=moment)
        if is_ahead
        else t.say("✔️ <b>Session {number}</b> · {moment}", number=meeting.number, moment=moment),
        t.say("🎤 {cities}", cities=named(t, shown.cities)) if shown.cities else None,
        t.say("❓ Questions are there: {cities}", cities=named(t, asking))
        if with_room and asking and is_ahead
        else None,
        t.count("▫️ {n} place free", "▫️ {n} places free", shown.room) if with_room and shown.room and is_ahead else None,
    )


def own_turn(reader: Reader, standing: Standing, city: City) -> Html:
    """When a city presents."""
    t, meeting = reader.translator, standing.meeting_of(city.id)
    if meeting is None:
        return t.say("🎤 <b>{city} has no turn for now.</b> The coordination will look for one.", city=short_city(city))
    gaps = {
        "city": short_city(city),
        "number": meeting.number,
        "moment": when(reader, meeting.starts_at, standing.network, standing.now),
    }
    if standing.is_ahead(meeting):
        return t.say("🎤 <b>{city} presents its case in session {number}:</b> {moment}", **gaps)
    return t.say("🎤 <b>{city} had its turn in session {number}:</b> {moment}", **gaps)


def unplaced(t: Translator, standing: Standing) -> Html | None:
    """Cities that have no session, and those among them that had one."""
    if not standing.unplaced:
        return None
    return lines(
        *(
            t.say(
                "🚫 Session {number} is cancelled: {cities}",
                number=one.meeting.number,
                cities=named(t, one.cities),
            )
            for one in standing.cancelled
        ),
        t.say("⏳ Without a turn: {cities}", cities=named(t, standing.turnless)) if standing.turnless else None,
    )


def named(t: Translator, cities: Sequence[City]) -> Html:
    """As "Pasto (CO) and Quito (EC)"."""
    return t.list_of([Html.escape(short_city(city)) for city in cities])
