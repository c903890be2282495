"""Commitments as they are told of: what all their texts have in common."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from store.frozen import frozen
from store.models import City, Commitment, CommitmentState, Meeting, Network
from texts.cities import short_city
from texts.commitments.presses import all_key, own_key
from texts.meetings.shown import Aside, Reader, when
from texts.message import Html, Rows, excerpt, lines
from texts.translator import Translator

IN_LISTS = 90  # characters of each: eight of them stand on one screen
WORDS_IN_LISTS = 60  # of what is said of it


class Taken(NamedTuple):
    """What a city has taken on."""

    city: City
    commitment: Commitment


@frozen
class Round:
    """The commitments of a session at a moment.

    due: the session in which they are due; None: none is planned, so the end of the network
    taken: by the names of the cities; silent: cities of the network without one
    """

    meeting: Meeting
    network: Network
    due: Meeting | None
    taken: tuple[Taken, ...]
    silent: tuple[City, ...]
    now: datetime

    @property
    def has_begun(self) -> bool:
        """Whether the session has, and took place."""
        return self.meeting.cancelled_at is None and self.meeting.starts_at <= self.now

    @property
    def is_over(self) -> bool:
        """Whether they have come due."""
        return self.due is not None and self.due.starts_at <= self.now

    @property
    def is_open(self) -> bool:
        """Whether a city can take something on."""
        return self.has_begun and not self.is_over and self.network.closed_at is None

    def of(self, city_id: int) -> Commitment | None:
        """What a city has taken on."""
        return next((commitment for city, commitment in self.taken if city.id == city_id), None)


def by_when(reader: Reader, shown: Round) -> Html:
    """When they are due."""
    t = reader.translator
    if shown.due is None:
        return t.say("📅 Until the end of the network")
    moment = when(reader, shown.due.starts_at, shown.network, shown.now)
    return t.say("📅 Until session {number}: {moment}", number=shown.due.number, moment=moment)


def in_one_line(t: Translator, taken: Taken) -> Html:
    """The city, how it goes and the beginning of the words."""
    city, commitment = short_city(taken.city), taken.commitment
    words = excerpt(commitment.text, IN_LISTS)
    line = {
        CommitmentState.OPEN: t.say("🤝 <b>{city}</b>: {words}", city=city, words=words),
        CommitmentState.DOING: t.say("⏳ <b>{city}</b>, under way: {words}", city=city, words=words),
        CommitmentState.DONE: t.say("✅ <b>{city}</b>, done: {words}", city=city, words=words),
        CommitmentState.CHANGED: t.say("🔁 <b>{city}</b>, changed: {words}", city=city, words=words),
        CommitmentState.BLOCKED: t.say("⛔ <b>{city}</b>, blocked: {words}", city=city, words=words),
    }[commitment.state]
    if commitment.obstacle:
        line = Html("{} · <i>{}</i>").format(line, excerpt(commitment.obstacle, WORDS_IN_LISTS))
    return Html("{} ✍️").format(line) if commitment.noted_by is not None else line


def own_words(t: Translator, commitment: Commitment) -> Html | None:
    """What the city has said of how it goes."""
    if not commitment.obstacle:
        return None
    if commitment.state is CommitmentState.BLOCKED:
        return t.say("What is in the way: {words}", words=commitment.obstacle)
    return t.say("What the city says: {words}", words=commitment.obstacle)


def state_labels(t: Translator) -> dict[CommitmentState, str]:
    """What can be said of one."""
    return {
        CommitmentState.DONE: t.label("Done"),
        CommitmentState.DOING: t.label("Under way"),
        CommitmentState.CHANGED: t.label("It has changed"),
        CommitmentState.BLOCKED: t.label("We are blocked"),
    }


def aside(t: Translator, rounds: Sequence[Round], meeting: Meeting, city: City | None, *, coordinates: bool) -> Aside:
    """On the page of a session: the commitments of the one before, then its own, with keys to the last of them.

    city: for which the reader takes something on
    """
    words = tuple(_section(t, one, is_own=one.meeting.id == meeting.id) for one in rounds if one.taken)
    return Aside(words, keys(t, rounds[-1], city, coordinates=coordinates) if rounds else ())


def _section(t: Translator, shown: Round, *, is_own: bool) -> Html:
    title = t.say("<b>Commitments of this session</b>") if is_own else t.say("<b>Commitments of the session before</b>")
    has_noted = any(taken.commitment.noted_by is not None for taken in shown.taken)
    return lines(title, *(in_one_line(t, taken) for taken in shown.taken), noted_mark(t) if has_noted else None)


def keys(t: Translator, shown: Round, city: City | None, *, coordinates: bool) -> Rows:
    """To the reader's own, and to all for those who coordinate."""
    has_own = city is not None and (shown.is_open or shown.of(city.id) is not None)
    own = (own_key(t, shown.meeting, city),) if city is not None and has_own else ()
    everybody = (all_key(t, shown.meeting),) if coordinates else ()
    return ((*own, *everybody),) if own or everybody else ()


def noted_mark(t: Translator) -> Html:
    """What the sign beside one means."""
    return t.say("✍️ Noted by the coordination in the city’s name.")
