"""A poll about dates as it is told of, and to whom: what all its texts have in common."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from store.frozen import frozen
from store.models import Availability, City, DatePoll, DatePollOption, Meeting, Network
from texts.meetings.shown import heading
from texts.message import Html
from texts.translator import Translator


@frozen
class Asked:
    """A poll at a moment. `meeting`: which is to be moved, or was added; None: one is to be added.

    noted: what is noted for cities, by the city's id and the date's
    """

    poll: DatePoll
    network: Network
    meeting: Meeting | None
    options: tuple[DatePollOption, ...]
    now: datetime
    noted: Mapping[int, Mapping[int, Availability]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.poll.ending is None and self.poll.closes_at > self.now


@frozen
class Tally:
    """What the cities answered to one date: each once, with the best that somebody of it said."""

    starts_at: datetime
    can: tuple[City, ...]
    if_need_be: tuple[City, ...]
    cannot: tuple[City, ...]
    unsaid: tuple[City, ...]

    @property
    def suits_all(self) -> bool:
        """Whether every city can, if need be."""
        return not self.cannot and not self.unsaid

    @property
    def badness(self) -> tuple[int, int, int]:
        """The lower the better: shut out as few as possible, then count on as many as possible, then ask little."""
        return len(self.cannot), -len(self.can) - len(self.if_need_be), len(self.if_need_be)


@frozen
class Standing:
    """How a poll stands, in the order of its dates.

    silent: cities of which nobody has answered anything
    unasked: cities without anybody whom the question reaches, and without an answer: they are not counted
    noted: cities for which the coordination has noted something
    """

    asked: Asked
    tallies: tuple[Tally, ...]
    silent: tuple[City, ...]
    unasked: tuple[City, ...]
    noted: tuple[City, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether all cities have answered all. Where none is counted, nothing is answered."""
        is_said = any(tally.can or tally.if_need_be or tally.cannot for tally in self.tallies)
        return is_said and not any(tally.unsaid for tally in self.tallies)

    @property
    def best(self) -> list[int]:
        """The numbers of the dates than which none is better, from 1."""
        least = min(tally.badness for tally in self.tallies)
        return [number for number, tally in enumerate(self.tallies, 1) if tally.badness == least]


def title(t: Translator, asked: Asked) -> Html:
    """Which session it is about."""
    if asked.meeting is not None:
        return heading(t, asked.meeting, asked.network)
    return new_title(t, asked.network)


def new_title(t: Translator, network: Network) -> Html:
    """Of a session that there is not yet."""
    return t.say("📅 <b>One more session · {field}</b>", field=network.field)


def answer_words(t: Translator, availability: Availability) -> str:
    """As on its button."""
    return {
        Availability.YES: t.label("✅ Yes"),
        Availability.IF_NEED_BE: t.label("🟡 If need be"),
        Availability.NO: t.label("✖️ No"),
    }[availability]


def mark(availability: Availability | None) -> str:
    """Before a date, in place of the words."""
    if availability is None:
        return "▫️"
    return {Availability.YES: "✅", Availability.IF_NEED_BE: "🟡", Availability.NO: "✖️"}[availability]
