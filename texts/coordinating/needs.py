"""What needs a coordinator today: a line for each, and the key that leads to where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.meetings import Attendee
from store.models import City, DatePoll, Meeting, Network
from texts import risks
from texts.announcements.writing import scheduled_key
from texts.coordinating import lost
from texts.coordinating.presses import (
    GroupsOpened,
    InvitingBegun,
    UnreachableOpened,
)
from texts.date_polls.presses import poll_key
from texts.dates import moment, relative
from texts.lists import in_rows
from texts.live import desk as live
from texts.live.shown import AtHand
from texts.meetings import watching
from texts.meetings.presses import AnswersOpened, LinkBegun
from texts.message import Button, Html, Rows, lines, paragraphs
from texts.proposals import telling as proposals
from texts.records import presses as records
from texts.risks import AtRisk
from texts.rota import desk as rota
from texts.rota.presses import rota_key
from texts.surveys.presses import risks_key
from texts.translator import Translator

MOST_NAMES = 3


@dataclass(frozen=True)
class Silence:
    """A meeting within days, and who has not said whether they come; the reader apart."""

    meeting: Meeting
    network: Network
    people: tuple[Attendee, ...]


@dataclass(frozen=True)
class Linkless:
    """A meeting within days whose call has no link yet."""

    meeting: Meeting
    network: Network


@dataclass(frozen=True)
class Undecided:
    """A poll about dates that has closed, and has led to no choice yet."""

    poll: DatePoll
    network: Network


@dataclass(frozen=True)
class Turnless:
    """Cities that a published rota of cases leaves without a session."""

    network: Network
    cities: tuple[City, ...]


@dataclass(frozen=True)
class Needs:
    """At most one line each; of cities from which nobody has come one for each network, with their number."""

    at_hand: tuple[AtHand, ...] = ()  # sessions that run, or are to be started about now
    silence: Silence | None = None
    linkless: Linkless | None = None
    undecided: Undecided | None = None
    turnless: Turnless | None = None
    unrecorded: tuple[Meeting, Network] | None = None  # a session whose record nobody has published
    proposed: tuple[Network, int] | None = None  # records that wait to be read beyond the network
    unreachable: tuple[str, ...] = ()  # the names of those whom no letter reaches
    lost: int = 0  # messages that did not arrive lately
    groupless: tuple[Network, ...] = ()
    empty: tuple[tuple[Network, int], ...] = ()
    at_risk: tuple[AtRisk, ...] = ()  # cities that may drop out
    scheduled: tuple[datetime, ...] = ()  # announcements of the reader that wait for these moments: no need, only said


def needs_today(t: Translator, needs: Needs, now: datetime) -> Html:
    """A line for each, or that there is nothing."""
    said = (
        *(live.desk_line(t, one) for one in needs.at_hand),
        _silence(t, needs.silence, now),
        _linkless(t, needs.linkless, now),
        _undecided(t, needs.undecided),
        rota.desk_line(t, needs.turnless.network, needs.turnless.cities) if needs.turnless is not None else None,
        records.desk_line(t, *needs.unrecorded) if needs.unrecorded is not None else None,
        proposals.desk_line(t, *needs.proposed) if needs.proposed is not None else None,
        _unreachable(t, needs.unreachable),
        lost.desk_line(t, needs.lost),
        risks.desk_line(t, needs.at_risk),
        _groupless(t, needs.groupless),
        *(_empty(t, network, cities) for network, cities in needs.empty),
    )
    today = lines(t.say("<b>What needs you today</b>"), *said) if any(said) else t.say("✅ Nothing needs you today.")
    return paragraphs(today, _scheduled(t, needs.scheduled))


def ways_out(t: Translator, needs: Needs) -> Rows:
    """One key for each of what is said to be needed, to the very screen where it is done."""
    first = live.desk_keys(t, needs.at_hand)
    keys = []
    if needs.silence is not None:
        keys.append(Button(t.label("👀 Who has answered"), AnswersOpened(needs.silence.meeting.id)))
    if needs.linkless is not None:
        keys.append(Button(t.label("🔗 Set the link"), LinkBegun(needs.linkless.meeting.id)))
    if needs.undecided is not None:
        keys.append(poll_key(t, needs.undecided.poll))
    if needs.turnless is not None:
        keys.append(rota_key(t, needs.turnless.network.id))
    if needs.unrecorded is not None:
        keys.append(records.desk_key(t, needs.unrecorded[0]))
    if needs.proposed is not None:
        keys.append(proposals.queue_key(t, needs.proposed[0].id, needs.proposed[1]))
    if needs.unreachable:
        keys.append(Button(t.label("🔕 Without messages"), UnreachableOpened(0)))
    if needs.lost:
        keys.append(lost.desk_key(t))
    if needs.at_risk:
        keys.append(risks_key(t, needs.at_risk[0].network.id))
    if needs.groupless:
        keys.append(Button(t.label("💬 Connect a group"), GroupsOpened(needs.groupless[0].id)))
    rows = (*first, *in_rows(keys))
    return (*rows, scheduled_key(t, len(needs.scheduled))) if needs.scheduled else rows


def _scheduled(t: Translator, moments: Sequence[datetime]) -> Html | None:
    if not moments:
        return None
    return t.count(
        "⏰ {n} scheduled announcement: {when}",
        "⏰ {n} scheduled announcements, the next one: {when}",
        len(moments),
        when=moment(t, moments[0]),
    )


def inviting(t: Translator, needs: Needs) -> Rows:
    """The page of a network has a key to invite anyhow."""
    return tuple(
        (Button(t.label("➕ Invite to {field}", field=network.field), InvitingBegun(network.id)),)
        for network, _ in needs.empty
    )


def _silence(t: Translator, silence: Silence | None, now: datetime) -> Html | None:
    if silence is None:
        return None
    return t.say(
        "📅 {network}, session {when}: no answer yet from {names}.",
        network=silence.network.name,
        when=relative(t, silence.meeting.starts_at, now),
        names=watching.listed(t, silence.people, most=MOST_NAMES),
    )


def _linkless(t: Translator, linkless: Linkless | None, now: datetime) -> Html | None:
    if linkless is None:
        return None
    return t.say(
        "🔗 {network}, session {when}: the link to the call is missing.",
        network=linkless.network.name,
        when=relative(t, linkless.meeting.starts_at, now),
    )


def _undecided(t: Translator, undecided: Undecided | None) -> Html | None:
    if undecided is None:
        return None
    return t.say("🗳 {network}: the date poll has closed, a date is to be chosen.", network=undecided.network.name)


def _unreachable(t: Translator, names: Sequence[str]) -> Html | None:
    if not names:
        return None
    if len(names) > MOST_NAMES:
        return t.count("🔕 {n} person does not get the messages.", "🔕 {n} people do not get the messages.", len(names))
    return t.say("🔕 Do not get the messages: {names}.", names=t.list_of([Html.escape(name) for name in names]))


def _groupless(t: Translator, networks: Sequence[Network]) -> Html | None:
    if not networks:
        return None
    named = t.list_of([Html.escape(network.name) for network in networks])
    return t.say("💬 Without a connected group: {networks}.", networks=named)


def _empty(t: Translator, network: Network, cities: int) -> Html:
    return t.count(
        "🏙 {network}: nobody yet from {n} city.",
        "🏙 {network}: nobody yet from {n} cities.",
        cities,
        network=network.name,
    )
