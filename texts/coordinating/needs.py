"""What needs a coordinator today: a line for each, and the key that leads to where it is done."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import IntEnum, auto

from store.challenges import ChallengesShown
from store.frozen import frozen
from store.meetings import Attendee
from store.models import Challenge, City, DatePoll, Meeting, Network
from texts import risks
from texts.announcements.scheduling import scheduled_key
from texts.challenges.presses import ChallengeOpened
from texts.coordinating import lost
from texts.coordinating.presses import (
    AllNeedsOpened,
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
from texts.message import Button, Html, Rows, excerpt, lines, paragraphs
from texts.proposals import telling as proposals
from texts.records import presses as records
from texts.risks import AtRisk
from texts.rota import desk as rota
from texts.rota.presses import rota_key
from texts.surveys.presses import RisksOpened
from texts.translator import Translator

MOST_NAMES = 3
MOST_LINES = 3


@frozen
class Silence:
    """A meeting within days, and who has not said whether they come; the reader apart."""

    meeting: Meeting
    network: Network
    people: tuple[Attendee, ...]


@frozen
class Linkless:
    """A meeting within days whose call has no link yet."""

    meeting: Meeting
    network: Network


@frozen
class Undecided:
    """A poll about dates that has closed, and has led to no choice yet."""

    poll: DatePoll
    network: Network


@frozen
class Turnless:
    """Cities that a published rota of cases leaves without a session."""

    network: Network
    cities: tuple[City, ...]


@frozen
class Unrecorded:
    """Sessions of a network whose records nobody has published: the last one, and how many there are."""

    meeting: Meeting
    network: Network
    number: int


@frozen
class Unanswered:
    """The challenge that has waited longest for an answer, and how many more do."""

    challenge: Challenge
    network: Network
    others: int


class Urgency(IntEnum):
    """What comes first at the desk, and why; three lines of it are shown.

    What cannot be done any more when its hour has passed; then what somebody waits for; then who is about to be lost;
    then what makes the network whole.
    """

    NOW = auto()  # a session runs, or begins
    LINK = auto()  # nobody gets into the session without it
    SILENCE = auto()  # the session is days away, and its tables are planned by who comes
    DATE = auto()  # a poll has closed: people keep several dates free
    UNREACHABLE = auto()  # whatever is sent to them is lost
    RECORD = auto()  # memories fade
    ANSWER = auto()  # a city has asked and waits
    APPROVAL = auto()  # a record waits to be read beyond the network
    RISK = auto()  # a city stays away
    LOST = auto()  # told by another way, it still arrives
    TURN = auto()  # sessions ahead are enough for it
    EMPTY = auto()  # a city has not come yet
    GROUP = auto()  # everything works without one


@frozen
class Line:
    """One need: what is said, and the key to where it is done."""

    urgency: Urgency
    said: Html
    key: Button


@frozen
class Needs:
    """At most one line each; of missing records and of cities from which nobody has come, one for each network with
    their number.
    """

    at_hand: tuple[AtHand, ...] = ()  # sessions that run, or are to be started about now
    silence: Silence | None = None
    linkless: Linkless | None = None
    undecided: Undecided | None = None
    turnless: Turnless | None = None
    unrecorded: tuple[Unrecorded, ...] = ()  # one for each network that lacks records
    proposed: tuple[Network, int] | None = None  # records that wait to be read beyond the network
    unreachable: tuple[str, ...] = ()  # the names of those whom no letter reaches
    lost: int = 0  # messages that did not arrive lately
    groupless: tuple[Network, ...] = ()
    empty: tuple[tuple[Network, int], ...] = ()
    unanswered: Unanswered | None = None
    at_risk: tuple[AtRisk, ...] = ()  # cities that may drop out
    scheduled: tuple[datetime, ...] = ()  # announcements of the reader that wait for these moments: no need, only said


def needs_today(t: Translator, needs: Needs, now: datetime, *, most: int | None = MOST_LINES) -> Html:
    """The most urgent, a line each, or that there is nothing."""
    said = [one.said for one in lines_of(t, needs, now)]
    today = lines(t.say("<b>What needs you today</b>"), *said[:most]) if said else t.say("✅ Nothing needs you today.")
    return paragraphs(today, _scheduled(t, needs.scheduled))


def ways_out(t: Translator, needs: Needs, now: datetime, *, most: int | None = MOST_LINES, network_id: int = 0) -> Rows:
    """One key for each line that is shown, to the very screen where it is done, and one to all the others.

    Those that invite are `inviting`. network_id: 0 when it is about all networks
    """
    told = lines_of(t, needs, now)
    shown = told[:most]
    rows = (
        *((one.key,) for one in shown if one.urgency is Urgency.NOW),
        *in_rows([one.key for one in shown if one.urgency not in (Urgency.NOW, Urgency.EMPTY)]),
    )
    more = len(told) - len(shown)
    if more:
        rows = (*rows, (Button(t.label("📋 And {n} more", n=more), AllNeedsOpened(network_id)),))
    return (*rows, scheduled_key(t, len(needs.scheduled))) if needs.scheduled else rows


def inviting(t: Translator, needs: Needs, now: datetime, *, most: int | None = MOST_LINES) -> Rows:
    """The same of cities from which nobody has come. The page of a network has a key to invite anyhow."""
    return tuple((one.key,) for one in lines_of(t, needs, now)[:most] if one.urgency is Urgency.EMPTY)


def lines_of(t: Translator, needs: Needs, now: datetime) -> list[Line]:
    """All of them, the most urgent first."""
    found = [*_of_sessions(t, needs, now), *_of_people(t, needs), *_of_what_was_shared(t, needs)]
    return sorted(found, key=lambda one: one.urgency)


def _of_sessions(t: Translator, needs: Needs, now: datetime) -> Iterator[Line]:
    for one, (key,) in zip(needs.at_hand, live.desk_keys(t, needs.at_hand), strict=True):
        yield Line(Urgency.NOW, live.desk_line(t, one), key)
    if needs.linkless is not None:
        key = Button(t.label("🔗 Set the link"), LinkBegun(needs.linkless.meeting.id))
        yield Line(Urgency.LINK, _linkless(t, needs.linkless, now), key)
    if needs.silence is not None:
        key = Button(t.label("👀 Who has answered"), AnswersOpened(needs.silence.meeting.id))
        yield Line(Urgency.SILENCE, _silence(t, needs.silence, now), key)
    if needs.undecided is not None:
        yield Line(Urgency.DATE, _undecided(t, needs.undecided), poll_key(t, needs.undecided.poll))
    if needs.turnless is not None:
        said = rota.desk_line(t, needs.turnless.network, needs.turnless.cities)
        yield Line(Urgency.TURN, said, rota_key(t, needs.turnless.network.id))


def _of_people(t: Translator, needs: Needs) -> Iterator[Line]:
    if needs.unreachable:
        key = Button(t.label("🔕 Without messages"), UnreachableOpened(0))
        yield Line(Urgency.UNREACHABLE, _unreachable(t, needs.unreachable), key)
    if said := lost.desk_line(t, needs.lost):
        yield Line(Urgency.LOST, said, lost.desk_key(t))
    for network, at_risk in risks.by_network(needs.at_risk):
        key = Button(t.label("⚠️ At risk: {field}", field=network.field), RisksOpened(network.id))
        yield Line(Urgency.RISK, risks.desk_line(t, network, at_risk), key)
    for network, cities in needs.empty:
        key = Button(t.label("➕ Invite to {field}", field=network.field), InvitingBegun(network.id))
        yield Line(Urgency.EMPTY, _empty(t, network, cities), key)
    if needs.groupless:
        key = Button(t.label("💬 Connect a group"), GroupsOpened(needs.groupless[0].id))
        yield Line(Urgency.GROUP, _groupless(t, needs.groupless), key)


def _of_what_was_shared(t: Translator, needs: Needs) -> Iterator[Line]:
    for one in needs.unrecorded:
        said = records.desk_line(t, one.meeting, one.network, one.number)
        is_alone = len(needs.unrecorded) == 1
        key = records.desk_key(t, one.meeting) if is_alone else records.desk_key_of(t, one.meeting, one.network)
        yield Line(Urgency.RECORD, said, key)
    if needs.unanswered is not None:
        key = Button(
            t.label("🙋 See the challenge"), ChallengeOpened(needs.unanswered.challenge.id, ChallengesShown.OPEN, 0)
        )
        yield Line(Urgency.ANSWER, _unanswered(t, needs.unanswered), key)
    if needs.proposed is not None:
        network, number = needs.proposed
        said = proposals.desk_line(t, network, number)
        yield Line(Urgency.APPROVAL, said, proposals.queue_key(t, network.id, number))


def _scheduled(t: Translator, moments: Sequence[datetime]) -> Html | None:
    if not moments:
        return None
    return t.count(
        "⏰ {n} scheduled announcement: {when}",
        "⏰ {n} scheduled announcements, the next one: {when}",
        len(moments),
        when=moment(t, moments[0]),
    )


def _silence(t: Translator, silence: Silence, now: datetime) -> Html:
    return t.say(
        "📅 {network}, session {when}: no answer yet from {names}.",
        network=silence.network.name,
        when=relative(t, silence.meeting.starts_at, now),
        names=watching.listed(t, silence.people, most=MOST_NAMES),
    )


def _linkless(t: Translator, linkless: Linkless, now: datetime) -> Html:
    return t.say(
        "🔗 {network}, session {when}: the link to the call is missing.",
        network=linkless.network.name,
        when=relative(t, linkless.meeting.starts_at, now),
    )


def _undecided(t: Translator, undecided: Undecided) -> Html:
    return t.say("🗳 {network}: the date poll has closed, a date is to be chosen.", network=undecided.network.name)


def _unreachable(t: Translator, names: Sequence[str]) -> Html:
    if len(names) > MOST_NAMES:
        return t.count("🔕 {n} person does not get the messages.", "🔕 {n} people do not get the messages.", len(names))
    return t.say("🔕 Do not get the messages: {names}.", names=t.list_of([Html.escape(name) for name in names]))


def _groupless(t: Translator, networks: Sequence[Network]) -> Html:
    named = t.list_of([Html.escape(network.name) for network in networks])
    return t.say("💬 Without a connected group: {networks}.", networks=named)


def _unanswered(t: Translator, one: Unanswered) -> Html:
    title = excerpt(one.challenge.title, 60)
    if not one.others:
        return t.say("🙋 {network}: without an answer yet: «{title}».", network=one.network.name, title=title)
    return t.count(
        "🙋 {network}: without an answer yet: «{title}», and {n} more.",
        "🙋 {network}: without an answer yet: «{title}», and {n} more.",
        one.others,
        network=one.network.name,
        title=title,
    )


def _empty(t: Translator, network: Network, cities: int) -> Html:
    return t.count(
        "🏙 {network}: nobody yet from {n} city.",
        "🏙 {network}: nobody yet from {n} cities.",
        cities,
        network=network.name,
    )
