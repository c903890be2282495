"""A meeting as it is told of, and to whom: what all its texts have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from store.frozen import frozen
from store.models import Answer, City, Guest, Meeting, Network
from texts.calendar.presses import SessionFileAsked
from texts.cities import short_city
from texts.dates import hour_there, live_moment, zone_name
from texts.dates import moment as date_moment
from texts.meetings.presses import InvitationAnswered, Screen
from texts.message import Button, Html, Rows, lines
from texts.translator import Translator


@frozen
class Counts:
    """How many people answered what."""

    going: int
    maybe: int
    cannot: int
    silent: int


@frozen
class Shown:
    """A meeting at a moment: `cities` take part in its network, `cities_going` come.

    `instead` is the network's next one, when this one has been cancelled or is over. `is_polled`: the cities are asked
    for another date. `presenting`: whose cases are heard in it, once that is published; `asked`: what these ask the
    others, by the city's id. `guests`: announced from outside.
    """

    meeting: Meeting
    network: Network
    counts: Counts
    cities: tuple[City, ...]
    cities_going: tuple[City, ...]
    now: datetime
    instead: Meeting | None = None
    is_polled: bool = False
    presenting: tuple[City, ...] = ()
    asked: Mapping[int, Sequence[str]] = field(default_factory=dict)
    asked_noted: frozenset[int] = frozenset()  # for which cities that was noted
    guests: Sequence[Guest] = ()
    coordinator: str = ""  # who is asked for the link, by name
    has_ended: bool = False  # whoever led it said so, perhaps before its time was up

    @property
    def in_doubt(self) -> tuple[City, ...]:
        """Presenting cities from which nobody has said to come."""
        going = {city.id for city in self.cities_going}
        return tuple(city for city in self.presenting if city.id not in going)

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.meeting.cancelled_at is None and self.meeting.starts_at > self.now

    @property
    def is_over(self) -> bool:
        """Whether it took place, by the clock or because somebody said that it ended."""
        ends_at = self.meeting.starts_at + timedelta(minutes=self.meeting.minutes)
        return self.meeting.cancelled_at is None and (self.has_ended or ends_at <= self.now)


@frozen
class Reader:
    """Who reads, and what they answered. `city` is named beside the hour; a group has none of all this.

    noted_by: who has noted that answer in their name
    """

    translator: Translator
    city: str | None = None
    answer: Answer | None = None
    is_asked_again: bool = False
    is_group: bool = False
    coordinates: bool = False
    noted_by: str | None = None


@frozen
class Aside:
    """What the page of a session shows of what comes of sessions. `lead`: while it runs, above all else."""

    words: tuple[Html, ...] = ()
    rows: Rows = ()
    lead: Html | None = None


NOTHING_ASIDE = Aside()


def heading(t: Translator, meeting: Meeting, network: Network) -> Html:
    """As "Session 4 · Movilidad sostenible", with the topic below."""
    topic = Html("<i>{topic}</i>").format(topic=meeting.topic) if meeting.topic else None
    return lines(name_of(t, meeting, network), topic)


def name_of(t: Translator, meeting: Meeting, network: Network) -> Html:
    """The first line of it, where there is room for no more."""
    return t.say("📅 <b>Session {number} · {field}</b>", number=meeting.number, field=network.field)


def when(reader: Reader, starts_at: datetime, network: Network, now: datetime) -> Html:
    """The moment on the reader's clock, with that of the network's zone; a tap shows it on the phone's own.

    The year is named when it is another than that of `now`.
    """
    t, other = reader.translator, ("", ZoneInfo(network.zone))
    return live_moment(t, starts_at, city=reader.city, other=other, year=_is_another_year(t, starts_at, now))


def when_plain(reader: Reader, starts_at: datetime, now: datetime) -> str:
    """The moment on the reader's clock alone, for toasts."""
    t = reader.translator
    return date_moment(t, starts_at, city=reader.city, year=_is_another_year(t, starts_at, now)).unescape()


def when_and_how_long(reader: Reader, shown: Shown) -> Html:
    """With the length in minutes."""
    return reader.translator.say(
        "{moment} · {minutes} min",
        moment=when(reader, shown.meeting.starts_at, shown.network, shown.now),
        minutes=shown.meeting.minutes,
    )


def presenting_line(t: Translator, shown: Shown) -> Html | None:
    """Whose cases are heard, where a rota says so."""
    cities = [Html.escape(short_city(city)) for city in shown.presenting]
    if not cities:
        return None
    if shown.is_over:
        return t.count(
            "🎤 Presented its case: {cities}",
            "🎤 Presented their cases: {cities}",
            len(cities),
            cities=t.list_of(cities),
        )
    return t.count(
        "🎤 Presents its case: {cities}", "🎤 Present their cases: {cities}", len(cities), cities=t.list_of(cities)
    )


def begun_line(t: Translator, shown: Shown) -> Html | None:
    """Of a session that has begun: that it runs, or was."""
    meeting = shown.meeting
    if meeting.starts_at > shown.now:
        return None
    if not shown.is_over:
        return t.say("⏰ <b>The session has begun.</b>")
    return t.say("This session is over.")


def counted(t: Translator, counts: Counts) -> Html:
    """How many of each."""
    return t.say(
        "Going <b>{going}</b> · Maybe <b>{maybe}</b> · Can’t <b>{cannot}</b> · No answer <b>{silent}</b>",
        going=counts.going,
        maybe=counts.maybe,
        cannot=counts.cannot,
        silent=counts.silent,
    )


@frozen
class Present:
    """Of a session that was: how many cities were there, of how many; of how many nobody has said."""

    number: int
    all: int
    unknown: int


def cities_counted(t: Translator, present: Present) -> Html:
    """The same in a line."""
    if present.unknown:
        return t.count(
            "🙋 {n} of {all} cities was there (of {unknown} it is not known)",
            "🙋 {n} of {all} cities were there (of {unknown} it is not known)",
            present.number,
            all=present.all,
            unknown=present.unknown,
        )
    return t.count(
        "🙋 {n} of {all} cities was there", "🙋 {n} of {all} cities were there", present.number, all=present.all
    )


def hours(t: Translator, at: datetime, cities: Sequence[City]) -> Html:
    """What the clocks show in each city, a line for each hour, the earliest first: "10:00 Quito (EC), Tunja (CO)".

    With the weekday where it is another day than for the reader.
    """
    by_wall: dict[datetime, list[City]] = {}
    for city in cities:
        by_wall.setdefault(at.astimezone(ZoneInfo(city.zone)).replace(tzinfo=None), []).append(city)
    return Html("\n").join(
        Html("{hour} {cities}").format(
            hour=hour_there(t, at, ZoneInfo(by_wall[wall][0].zone)), cities=", ".join(map(short_city, by_wall[wall]))
        )
        for wall in sorted(by_wall)
    )


def _is_another_year(t: Translator, at: datetime, now: datetime) -> bool:
    return at.astimezone(t.zone).year != now.astimezone(t.zone).year


def reference(t: Translator, network: Network) -> str:
    """As "Madrid time"."""
    return zone_name(t, ZoneInfo(network.zone))


def answer_name(t: Translator, answer: Answer) -> str:
    """As on its button."""
    return {
        Answer.GOING: t.label("Going"),
        Answer.MAYBE: t.label("Maybe"),
        Answer.CANNOT: t.label("Can’t"),
    }[answer]


def answer_keys(reader: Reader, meeting: Meeting, screen: Screen) -> dict[Answer, Button]:
    """The keys to answer with; one's own answer is ticked, unless it was given to an earlier date."""
    t = reader.translator
    names = {answer: answer_name(t, answer) for answer in Answer}
    if reader.answer is not None and not reader.is_asked_again:
        names[reader.answer] = t.label("✅ {answer}", answer=names[reader.answer])
    return {
        answer: Button(name, InvitationAnswered(meeting.id, answer, meeting.sequence, screen))
        for answer, name in names.items()
    }


def answer_rows(reader: Reader, meeting: Meeting, screen: Screen, *beside: Button) -> Rows:
    """Two a row; `beside` stands next to the last."""
    keys = answer_keys(reader, meeting, screen)
    return ((keys[Answer.GOING], keys[Answer.MAYBE]), (keys[Answer.CANNOT], *beside))


def calendar_rows(reader: Reader, meeting: Meeting) -> Rows:
    """The session for the reader's own calendar; a group has none."""
    return () if reader.is_group else ((calendar_key(reader.translator, meeting),),)


def calendar_key(t: Translator, meeting: Meeting) -> Button:
    """Gives it as a file."""
    words = t.label("📅 Out of the calendar") if meeting.cancelled_at is not None else t.label("📅 To the calendar")
    return Button(words, SessionFileAsked(meeting.id))


def calendar_rows_of_who_comes(reader: Reader, meeting: Meeting) -> Rows:
    """The same, below what everybody reads: for those who have the date in mind."""
    return calendar_rows(reader, meeting) if reader.answer in (Answer.GOING, Answer.MAYBE) else ()
