"""The coordinators' desk, and the page of one network."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from store.frozen import frozen
from store.models import City, Meeting, Network, Prompt, Role
from texts import planned_prompts, thesaurus
from texts.announcements.presses import NetworksChosen, packed
from texts.audit.presses import audit_key
from texts.cities import short_city
from texts.closing.presses import closing_key
from texts.commands import slash
from texts.consultations.desk_presses import consultations_key
from texts.coordinating import groups
from texts.coordinating.needs import Needs, inviting, needs_today, ways_out
from texts.coordinating.presses import (
    DeskOpened,
    InvitationsOpened,
    InvitingBegun,
    NetworkDeskOpened,
    NetworkMessagesOpened,
    NetworkUpkeepOpened,
    PeopleOpened,
)
from texts.dates import moment, relative
from texts.lists import some_of
from texts.live.desk import desk_keys
from texts.live.shown import AtHand
from texts.meetings.presses import NetworkMeetingsOpened
from texts.menu import back_button
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.network_settings.presses import settings_key
from texts.network_settings.words import pause_line, standing_line
from texts.network_texts.presses import desk_key as texts_key
from texts.pairs.presses import pairs_key
from texts.previews.presses import desk_key as previews_key
from texts.prompt_calendar import desk_key as questions_key
from texts.rota.presses import rota_key
from texts.surveys.presses import results_key
from texts.translator import Translator

MOST_NAMES = 3
MOST_CITIES = 8
MOST_INVITING = 3


@frozen
class Overview:
    """A network in numbers."""

    network: Network
    by_role: dict[Role, int]
    cities: int
    empty_cities: tuple[City, ...]
    meeting: Meeting | None
    groups: tuple[str, ...]
    open_invitations: int
    newcomers: tuple[str, ...] = ()
    prompt: Prompt | None = None  # the next question of the month
    city: str | None = None  # of the reader, on whose clock they live
    at_hand: tuple[AtHand, ...] = ()  # its sessions that run, or are to be started about now


def hub_button(t: Translator) -> Button:
    """In the hub, for coordinators."""
    return Button(t.label("🧭 Coordinate"), DeskOpened())


def desk(t: Translator, networks: Sequence[Network], needs: Needs, now: datetime) -> Message:
    """Across all networks, then one by one."""
    keys = tuple((Button(network.name, NetworkDeskOpened(network.id)),) for network in networks)
    invite = inviting(t, needs, now) if len(networks) <= MOST_INVITING else ()  # else a phone shows keys only
    title = t.say("🧭 <b>Coordination</b>")
    return Message(
        paragraphs(title, needs_today(t, needs, now)),
        (*ways_out(t, needs, now), *keys, *invite, (consultations_key(t), back_button(t))),
    )


def all_needs(t: Translator, network: Network | None, needs: Needs, now: datetime) -> Message:
    """Every line, each with its key; of one network, or with None of all."""
    back = DeskOpened() if network is None else NetworkDeskOpened(network.id)
    return Message(
        paragraphs(
            t.say("🧭 <b>Coordination</b>") if network is None else t.say("🧭 <b>{network}</b>", network=network.name),
            needs_today(t, needs, now, most=None),
        ),
        (
            *ways_out(t, needs, now, most=None),
            *inviting(t, needs, now, most=None),
            (Button(t.label("◀️ Back"), back),),
        ),
    )


def network_desk(t: Translator, overview: Overview, needs: Needs | None, now: datetime) -> Message:
    """One network; `needs` stand here when it is the only one."""
    if overview.network.closed_at is not None:
        return _ended_desk(t, overview, needs, now)
    number = overview.network.id
    invitations = t.label("✉️ Invitations ({n})", n=overview.open_invitations)
    back = Button(t.label("◀️ Back"), DeskOpened()) if needs is None else back_button(t)
    return Message(
        paragraphs(
            t.say("🧭 <b>{network}</b>", network=overview.network.name),
            needs_today(t, needs, now) if needs is not None else None,
            lines(
                pause_line(t, overview.network, now),
                _people(t, overview),
                _newcomers(t, overview.newcomers),
                _cities(t, overview),
                _session(t, overview, now),
                planned_prompts.desk_line(t, overview.prompt),
                _group(t, overview),
            ),
        ),
        (
            *(ways_out(t, needs, now, network_id=number) if needs is not None else desk_keys(t, overview.at_hand)),
            (Button(t.label("➕ Invite"), InvitingBegun(number)), Button(invitations, InvitationsOpened(number))),
            (
                Button(t.label("👥 People"), PeopleOpened(number)),
                Button(t.label("📅 Sessions"), NetworkMeetingsOpened(number)),
            ),
            (rota_key(t, number), pairs_key(t, number)),
            (Button(t.label("📣 Messages"), NetworkMessagesOpened(number)), results_key(t, number)),
            (
                Button(t.label("🛠 Upkeep"), NetworkUpkeepOpened(number)),
                *((consultations_key(t),) if needs is not None else ()),
            ),
            (back,),
        ),
    )


def _ended_desk(t: Translator, overview: Overview, needs: Needs | None, now: datetime) -> Message:
    """One that is only read: nobody is invited any more, and nothing is ahead."""
    number = overview.network.id
    back = Button(t.label("◀️ Back"), DeskOpened()) if needs is None else back_button(t)
    return Message(
        paragraphs(
            t.say("🧭 <b>{network}</b>", network=overview.network.name),
            needs_today(t, needs, now) if needs is not None else None,
            lines(standing_line(t, overview.network, now), _people(t, overview), _group(t, overview)),
        ),
        (
            *(ways_out(t, needs, now, network_id=number) if needs is not None else ()),
            (
                Button(t.label("👥 People"), PeopleOpened(number)),
                Button(t.label("📅 Sessions"), NetworkMeetingsOpened(number, is_past=True)),
            ),
            (closing_key(t, number), results_key(t, number)),
            (Button(t.label("📣 Announce"), NetworksChosen(packed([number]))), audit_key(t, number)),
            (
                Button(t.label("🛠 Upkeep"), NetworkUpkeepOpened(number)),
                *((consultations_key(t),) if needs is not None else ()),
            ),
            (back,),
        ),
    )


def network_messages(t: Translator, overview: Overview) -> Message:
    """What goes to the network: by hand, every week, every month."""
    number = overview.network.id
    prompt = overview.prompt
    return Message(
        paragraphs(
            t.say("📣 <b>Messages</b> · {network}", network=overview.network.name),
            lines(
                t.say("📣 An announcement arrives now or at a chosen hour."),
                t.say("📬 The digest can be seen and completed before it goes out."),
                t.say("🗓 The questions of the month can be read, changed and moved."),
            ),
            planned_prompts.desk_line(t, prompt),
        ),
        (
            (Button(t.label("📣 Announce"), NetworksChosen(packed([number]))), previews_key(t, number)),
            (questions_key(t, number), *((planned_prompts.desk_key(t, prompt),) if prompt is not None else ())),
            (Button(t.label("◀️ Back"), NetworkDeskOpened(number)),),
        ),
    )


def network_upkeep(t: Translator, overview: Overview) -> Message:
    """What is seldom needed."""
    number = overview.network.id
    return Message(
        paragraphs(t.say("🛠 <b>Upkeep</b> · {network}", network=overview.network.name), _group(t, overview)),
        (
            (groups.key(t, overview.network, len(overview.groups)), settings_key(t, number)),
            (audit_key(t, number), closing_key(t, number)),
            (texts_key(t, number), thesaurus.desk_key(t, overview.network)),
            (Button(t.label("◀️ Back"), NetworkDeskOpened(number)),),
        ),
    )


def _people(t: Translator, overview: Overview) -> Html:
    number = Counter(overview.by_role)
    said = {
        Role.DELEGATE: t.say("{number} for cities", number=number[Role.DELEGATE]),
        Role.COORDINATOR: t.say("{number} coordinating", number=number[Role.COORDINATOR]),
        Role.FACILITATOR: t.say("{number} facilitating", number=number[Role.FACILITATOR]),
        Role.GUEST: t.say("{number} visiting", number=number[Role.GUEST]),
    }
    roles = t.list_of([words for role, words in said.items() if number[role]])
    return t.count("👥 {n} person · {roles}", "👥 {n} people · {roles}", number.total(), roles=roles)


def _newcomers(t: Translator, names: Sequence[str]) -> Html | None:
    if not names:
        return None
    named = [Html.escape(excerpt(name, 60)) for name in names]
    return t.say("🆕 Joined these days: {names}", names=some_of(t, named, MOST_NAMES))


def _cities(t: Translator, overview: Overview) -> Html:
    empty = overview.empty_cities
    gaps = {"present": overview.cities - len(empty), "all": overview.cities}
    if not empty:
        return t.say("🏙 All {all} cities are in.", **gaps)
    named = [Html.escape(short_city(city)) for city in empty]
    return t.say("🏙 {present} of {all} cities. Nobody yet: {cities}", cities=some_of(t, named, MOST_CITIES), **gaps)


def _session(t: Translator, overview: Overview, now: datetime) -> Html:
    if overview.meeting is None:
        return t.say("📅 No session ahead.")
    at = overview.meeting.starts_at
    when = moment(t, at, city=overview.city)
    return t.say("📅 Next session {relative}: {when}", relative=relative(t, at, now), when=when)


def _group(t: Translator, overview: Overview) -> Html:
    if not overview.groups:
        return t.say("💬 No group connected: in the group, write {command}", command=slash(t, "connect"))
    titles = [Html.escape(title) for title in overview.groups]
    return t.count("💬 Group: {groups}", "💬 Groups: {groups}", len(titles), groups=t.list_of(titles))
