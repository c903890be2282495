"""What needs a coordinator today, and the page of one network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.models import City, Meeting, Network, Role
from texts.announcements.presses import NetworksChosen, packed
from texts.cities import short_city
from texts.commands import slash
from texts.coordinating import groups
from texts.coordinating.presses import (
    DeskOpened,
    InvitationsOpened,
    InvitingBegun,
    NetworkDeskOpened,
    PeopleOpened,
)
from texts.dates import moment, relative
from texts.meetings.presses import MeetingsOpened
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

MOST_NAMES = 3
MOST_CITIES = 8


@dataclass(frozen=True)
class Silence:
    """A meeting within days, and how many have not said whether they come."""

    meeting: Meeting
    network: Network
    people: int
    cities: tuple[City, ...]


@dataclass(frozen=True)
class Linkless:
    """A meeting within days whose call has no link yet."""

    meeting: Meeting
    network: Network


@dataclass(frozen=True)
class Needs:
    """At most one line each."""

    silence: Silence | None = None
    linkless: Linkless | None = None
    unreachable: tuple[str, ...] = ()
    groupless: tuple[Network, ...] = ()


@dataclass(frozen=True)
class Overview:
    """A network in numbers."""

    network: Network
    by_role: dict[Role, int]
    cities: int
    empty_cities: tuple[City, ...]
    meeting: Meeting | None
    groups: tuple[str, ...]
    open_invitations: int


def hub_button(t: Translator) -> Button:
    """In the hub, for coordinators."""
    return Button(t.label("🧭 Coordinate"), DeskOpened())


def desk(t: Translator, networks: Sequence[Network], needs: Needs, now: datetime) -> Message:
    """Across all networks, then one by one."""
    keys = tuple((Button(network.name, NetworkDeskOpened(network.id)),) for network in networks)
    title = t.say("🧭 <b>Coordination</b>")
    return Message(paragraphs(title, _needs(t, needs, now)), (*keys, (back_button(t),)))


def network_desk(t: Translator, overview: Overview, needs: Needs | None, now: datetime) -> Message:
    """One network; `needs` stand here when it is the only one."""
    number = overview.network.id
    invitations = t.label("✉️ Invitations ({n})", n=overview.open_invitations)
    back = Button(t.label("◀️ Back"), DeskOpened()) if needs is None else back_button(t)
    return Message(
        paragraphs(
            t.say("🧭 <b>{network}</b>", network=overview.network.name),
            _needs(t, needs, now) if needs is not None else None,
            lines(_people(t, overview), _cities(t, overview), _session(t, overview, now), _group(t, overview)),
        ),
        (
            (Button(t.label("➕ Invite"), InvitingBegun(number)), Button(invitations, InvitationsOpened(number))),
            (Button(t.label("👥 People"), PeopleOpened(number)), Button(t.label("📅 Sessions"), MeetingsOpened())),
            (
                groups.key(t, overview.network, len(overview.groups)),
                Button(t.label("📣 Announce"), NetworksChosen(packed([number]))),
            ),
            (back,),
        ),
    )


def _needs(t: Translator, needs: Needs, now: datetime) -> Html:
    said = (
        _silence(t, needs.silence, now),
        _linkless(t, needs.linkless, now),
        _unreachable(t, needs.unreachable),
        _groupless(t, needs.groupless),
    )
    if not any(said):
        return t.say("✅ Nothing needs you today.")
    return lines(t.say("<b>What needs you today</b>"), *said)


def _silence(t: Translator, silence: Silence | None, now: datetime) -> Html | None:
    if silence is None:
        return None
    gaps = {"network": silence.network.name, "when": relative(t, silence.meeting.starts_at, now)}
    people = t.count("{n} person has not answered", "{n} people have not answered", silence.people)
    if not silence.cities:
        return t.say("📅 {network}, session {when}: {people}.", people=people, **gaps)
    cities = t.list_of([Html.escape(short_city(city)) for city in silence.cities[:MOST_NAMES]])
    more = len(silence.cities) - MOST_NAMES
    if more > 0:
        return t.say(
            "📅 {network}, session {when}: {people}; nothing known of {cities} and {more} more.",
            people=people,
            cities=cities,
            more=more,
            **gaps,
        )
    return t.say(
        "📅 {network}, session {when}: {people}; nothing known of {cities}.", people=people, cities=cities, **gaps
    )


def _linkless(t: Translator, linkless: Linkless | None, now: datetime) -> Html | None:
    if linkless is None:
        return None
    return t.say(
        "🔗 {network}, session {when}: the link to the call is missing.",
        network=linkless.network.name,
        when=relative(t, linkless.meeting.starts_at, now),
    )


def _unreachable(t: Translator, names: Sequence[str]) -> Html | None:
    if not names:
        return None
    if len(names) > MOST_NAMES:
        return t.count("🔕 {n} person cannot be reached.", "🔕 {n} people cannot be reached.", len(names))
    return t.say("🔕 Cannot be reached: {names}.", names=t.list_of([Html.escape(name) for name in names]))


def _groupless(t: Translator, networks: Sequence[Network]) -> Html | None:
    if not networks:
        return None
    named = t.list_of([Html.escape(network.name) for network in networks])
    return t.say("💬 Without a connected group: {networks}.", networks=named)


def _people(t: Translator, overview: Overview) -> Html:
    role = overview.by_role
    return t.say(
        "👥 For cities {delegates} · coordination {coordinators} · facilitation {facilitators} · guests {guests}",
        delegates=role.get(Role.DELEGATE, 0),
        coordinators=role.get(Role.COORDINATOR, 0),
        facilitators=role.get(Role.FACILITATOR, 0),
        guests=role.get(Role.GUEST, 0),
    )


def _cities(t: Translator, overview: Overview) -> Html:
    empty = overview.empty_cities
    gaps = {"present": overview.cities - len(empty), "all": overview.cities}
    if not empty:
        return t.say("🏙 All {all} cities are in.", **gaps)
    named = [Html.escape(short_city(city)) for city in empty[:MOST_CITIES]]
    if len(empty) > MOST_CITIES:
        named.append(t.count("{n} more", "{n} more", len(empty) - MOST_CITIES))
    return t.say("🏙 {present} of {all} cities. Nobody yet: {cities}", cities=t.list_of(named), **gaps)


def _session(t: Translator, overview: Overview, now: datetime) -> Html:
    if overview.meeting is None:
        return t.say("📅 No session ahead.")
    at = overview.meeting.starts_at
    return t.say("📅 Next session {relative}: {when}", relative=relative(t, at, now), when=moment(t, at))


def _group(t: Translator, overview: Overview) -> Html:
    if not overview.groups:
        return t.say("💬 No group connected: in the group, write {command}", command=slash(t, "connect"))
    return t.say("💬 Connected: {groups}", groups=t.list_of([Html.escape(title) for title in overview.groups]))
