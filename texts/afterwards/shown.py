"""What is known of a session that has begun: what all its texts have in common."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from store.frozen import frozen
from store.models import City, Meeting, Network, Person, Presence, Statement, Takeaway
from texts.afterwards.presses import (
    RecordingBegun,
    RollOpened,
    SummaryOpened,
    TakeawaysOpened,
    Told,
    own_key,
)
from texts.cities import short_city
from texts.commitments.shown import Round
from texts.meetings.shown import NOTHING_ASIDE, Aside
from texts.message import Button, Html, lines
from texts.translator import Translator

LEAST_TOLD = 3  # answers: fewer would tell whose they are


@frozen
class Seat:
    """A city in a session: its present people, and all that was told of it."""

    city: City
    people: Sequence[Person]
    told: Sequence[Presence]

    def of(self, person_id: int | None) -> Presence | None:
        """What was told of one of its people; None: of the city, whoever it was."""
        return next((one for one in self.told if one.person_id == person_id), None)

    @property
    def somebody_was_there(self) -> bool:
        """Of the people who are known."""
        return any(one.was_there and one.person_id is not None for one in self.told)

    @property
    def standing(self) -> Told:
        """Whether the city was there: it is enough that one of its people was."""
        if any(one.was_there for one in self.told):
            return Told.THERE
        return Told.AWAY if self.told else Told.NOTHING


def told_by(presence: Presence | None) -> Told:
    """What a row says."""
    if presence is None:
        return Told.NOTHING
    return Told.THERE if presence.was_there else Told.AWAY


@frozen
class Roll:
    """The cities of a network in one of its sessions, by name."""

    meeting: Meeting
    network: Network
    seats: tuple[Seat, ...]
    now: datetime

    def seat_of(self, city_id: int) -> Seat | None:
        """That of a city of the network."""
        return next((seat for seat in self.seats if seat.city.id == city_id), None)

    def cities(self, standing: Told) -> list[City]:
        """Those of which this is known."""
        return [seat.city for seat in self.seats if seat.standing is standing]

    @property
    def is_over(self) -> bool:
        """Whether the session is, by the clock."""
        return self.meeting.starts_at + timedelta(minutes=self.meeting.minutes) <= self.now


@frozen
class Past:
    """What the page of a session tells once it has begun. `takeaways`: how many there are."""

    roll: Roll
    takeaways: int


@frozen
class Own:
    """What one person has told of a session. `round`: the commitments of the cities."""

    meeting: Meeting
    network: Network
    city: City
    presence: Presence | None
    takeaway: Takeaway | None
    round: Round
    has_given: bool
    now: datetime

    @property
    def was_there(self) -> bool:
        """As far as is known."""
        return self.presence is not None and self.presence.was_there


@frozen
class Summary:
    """All that was told of a session. `people`: of how many it is known that they were there."""

    roll: Roll
    takeaways: tuple[tuple[Takeaway, City | None], ...]
    round: Round
    scores: Mapping[Statement, Mapping[int, int]]
    people: int

    @cached_property
    def answered(self) -> int:
        """How many people have given a score, as far as the scores tell."""
        return max((sum(given.values()) for given in self.scores.values()), default=0)


def aside(t: Translator, past: Past | None, *, attends: bool, runs: bool) -> Aside:
    """On the page of a session. attends: the reader speaks for a city; runs: prepares and runs the session."""
    if past is None:
        return NOTHING_ASIDE
    roll, meeting = past.roll, past.roll.meeting
    is_open = roll.network.closed_at is None
    words = (
        attendance(t, roll, unknown=len(roll.cities(Told.NOTHING)))
        if roll.is_over or roll.cities(Told.THERE)
        else None,
        t.say("🎥 Recording: {link}", link=meeting.recording) if meeting.recording else None,
    )
    own = (own_key(t, meeting),) if attends and roll.is_over and is_open else ()
    shared = (takeaways_key(t, meeting, past.takeaways),) if past.takeaways else ()
    run = (_roll_key(t, meeting), Button(t.label("📋 Summary"), SummaryOpened(meeting.id))) if runs else ()
    recording = (recording_key(t, meeting),) if runs and is_open else ()
    rows = (own, shared, run, recording)
    told = lines(*words) if any(word is not None for word in words) else None
    return Aside(() if told is None else (told,), tuple(row for row in rows if row))


def attendance(t: Translator, roll: Roll, *, unknown: int = 0) -> Html:
    """How many cities were there, and which. `unknown`: of how many nobody has said, where they are not named below."""
    present, all_of_them = roll.cities(Told.THERE), len(roll.seats)
    if present and unknown:
        return t.count(
            "🙋 {n} of {all} cities was there (of {unknown} it is not known): {cities}",
            "🙋 {n} of {all} cities were there (of {unknown} it is not known): {cities}",
            len(present),
            all=all_of_them,
            unknown=unknown,
            cities=listed(t, present),
        )
    if present:
        return t.count(
            "🙋 {n} of {all} cities was there: {cities}",
            "🙋 {n} of {all} cities were there: {cities}",
            len(present),
            all=all_of_them,
            cities=listed(t, present),
        )
    if roll.cities(Told.AWAY):
        return t.say("🙋 As far as is known no city was there.")
    return t.say("🙋 Nobody has told yet who was there.")


def listed(t: Translator, cities: Iterable[City]) -> Html:
    """In a sentence."""
    return t.list_of([Html.escape(short_city(city)) for city in cities])


def takeaways_key(t: Translator, meeting: Meeting, number: int) -> Button:
    """To what everybody takes with them."""
    return Button(t.label("💡 What they take with them ({n})", n=number), TakeawaysOpened(meeting.id))


def recording_key(t: Translator, meeting: Meeting) -> Button:
    """To the question where it is."""
    words = t.label("🎥 Change the recording") if meeting.recording else t.label("🎥 Set the recording")
    return Button(words, RecordingBegun(meeting.id))


def _roll_key(t: Translator, meeting: Meeting) -> Button:
    return Button(t.label("🙋 Attendance"), RollOpened(meeting.id))
