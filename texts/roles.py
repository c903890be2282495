"""What one is in a network: told to those who come in for no city, asked before it changes."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, Meeting, Membership, Network, Person, Role
from texts.cities import city_name
from texts.coordinating.people import role_name
from texts.coordinating.presses import (
    DeskOpened,
    InvitingBegun,
    PersonOpened,
    RoleBegun,
    RoleChosen,
    RoleCitiesOpened,
    RoleGiven,
)
from texts.dates import live_moment
from texts.lists import in_rows, number_buttons
from texts.meetings.presses import MeetingOpened
from texts.menu import MenuOpened
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.network_texts.shown import welcome as welcome_part
from texts.presses import Press, press
from texts.translator import Translator


@press("rr")
@frozen
class RoleChanged(Press):
    """Yes: what the link is for, instead of what one is."""

    token: str


def whether_to_change(
    t: Translator,
    network: Network,
    present: tuple[Role, City | None],
    offered: tuple[Role, City | None],
    token: str,
    *,
    leaves_nobody: bool,
) -> Message:
    """Before a member's role or city changes: what changes, and what stays. `leaves_nobody`: without facilitation."""
    return Message(
        paragraphs(
            t.say(
                "You take part in <b>{network}</b> already: {present}. This link is for <b>{offered}</b>.",
                network=network.name,
                present=_place(t, *present),
                offered=_place(t, *offered),
            ),
            t.say("You would coordinate the network: invite, call sessions, announce.")
            if offered[0] is Role.COORDINATOR
            else None,
            t.say("You would no longer coordinate the network.") if present[0] is Role.COORDINATOR else None,
            t.say("You would no longer facilitate the network.") if present[0] is Role.FACILITATOR else None,
            t.say("Nobody else facilitates it.") if leaves_nobody else None,
            t.say("You would no longer take part for {city}.", city=city_name(t, present[1]))
            if present[1] is not None
            else None,
            t.say("What you offer and need stays as it is; what you have shared stays with its city. Change?")
            if present[1] is not None
            else t.say("What you offer and need stays as it is, and so does what you have shared. Change?"),
        ),
        (
            (Button(t.label("🔁 Yes, change"), RoleChanged(token)),),
            (Button(t.label("Stay as I am"), MenuOpened()),),
        ),
    )


def changed(t: Translator, network: Network, role: Role, city: City | None) -> Message:
    """Done."""
    if role is Role.COORDINATOR:
        return now_coordinating(t, network)
    return Message(
        t.say("✅ Done. In <b>{network}</b>, from now on: {place}.", network=network.name, place=_place(t, role, city)),
        ((Button(t.label("Open the menu"), MenuOpened()),),),
    )


def told_of_change(
    t: Translator,
    network: Network,
    person: Person,
    before: tuple[Role, City | None],
    now: tuple[Role, City | None],
    *,
    leaves_nobody: bool,
) -> Message:
    """To whoever made the link: who has used it, and what the network lacks since."""
    return Message(
        paragraphs(
            t.say(
                "🔁 {name} has used a link to <b>{network}</b>. Before: {before}. From now on: {now}.",
                name=person.name,
                network=network.name,
                before=_place(t, *before),
                now=_place(t, *now),
            ),
            t.say("⚠️ Nobody facilitates this network now.") if leaves_nobody else None,
        ),
        ((Button(t.label("➕ Invite"), InvitingBegun(network.id)), Button(t.label("🧭 Coordinate"), DeskOpened())),),
    )


def told_of_role(t: Translator, network: Network, role: Role, city: City | None) -> Message:
    """To whom a coordinator has given another role."""
    desk = (Button(t.label("🧭 Coordinate"), DeskOpened()),) if role is Role.COORDINATOR else ()
    return Message(
        paragraphs(
            t.say("🔁 The coordination of <b>{network}</b> has changed your role.", network=network.name),
            t.say("From now on: {place}.", place=_place(t, role, city)),
        ),
        ((*desk, Button(t.label("Open the menu"), MenuOpened())),),
    )


def which_role(t: Translator, network: Network, person: Person, membership: Membership, city: City | None) -> Message:
    """What somebody is to be; a delegate speaks for a city, which is asked for next."""
    others = {
        Role.DELEGATE: Button(t.label("🏙 For a city"), RoleCitiesOpened(membership.id)),
        Role.FACILITATOR: Button(
            t.label("🎙 Facilitation"), RoleChosen(membership.id, Role.FACILITATOR, 0, membership.role)
        ),
        Role.COORDINATOR: Button(
            t.label("🧭 Coordination"), RoleChosen(membership.id, Role.COORDINATOR, 0, membership.role)
        ),
    }
    keys = [key for role, key in others.items() if role is not membership.role]
    return Message(
        paragraphs(
            t.say("🔁 <b>What is {name} in {network} from now on?</b>", name=person.name, network=network.name),
            t.say("Now: {place}.", place=_place(t, membership.role, city)),
        ),
        (*in_rows(keys), (Button(t.label("◀️ Back"), PersonOpened(membership.id)),)),
    )


def which_city(t: Translator, person: Person, membership: Membership, cities: Sequence[City]) -> Message:
    """For which city."""
    listed = [Html("{}. {}").format(place, city_name(t, city)) for place, city in enumerate(cities, start=1)]
    chosen = [RoleChosen(membership.id, Role.DELEGATE, city.id, membership.role) for city in cities]
    return Message(
        paragraphs(t.say("🏙 <b>For which city is {name}?</b>", name=person.name), lines(*listed)),
        (*in_rows(number_buttons(chosen), 4), (Button(t.label("◀️ Back"), RoleBegun(membership.id)),)),
    )


def sure_to_give(
    t: Translator,
    network: Network,
    person: Person,
    membership: Membership,
    before: City | None,
    press: RoleChosen,
    city: City | None,
) -> Message:
    """Asked once: rights go with it, and the person is told."""
    return Message(
        paragraphs(
            t.say("<b>Change the role of {name} in {network}?</b>", name=person.name, network=network.name),
            lines(
                t.say("Now: {place}.", place=_place(t, membership.role, before)),
                t.say("From now on: {place}.", place=_place(t, press.role, city)),
            ),
            t.say("⚠️ Who coordinates invites, announces and changes all of the network.")
            if press.role is Role.COORDINATOR
            else None,
            t.say("⚠️ They will no longer coordinate the network.") if membership.role is Role.COORDINATOR else None,
            t.say("The person is told. What they shared stays."),
        ),
        (
            (Button(t.label("🔁 Yes, change"), RoleGiven(membership.id, press.role, press.city_id, press.present)),),
            (Button(t.label("◀️ Back"), RoleBegun(membership.id)),),
        ),
    )


def given(t: Translator, name: str) -> str:
    """The toast."""
    return t.plain("The role of {name} has changed.", name=excerpt(name, 60))


def changed_meanwhile(t: Translator) -> Html:
    """The screen was an old one."""
    return t.say("The role of this person has changed meanwhile. Nothing was changed now.")


def now_coordinating(t: Translator, network: Network, welcome: str = "") -> Message:
    """To a new coordinator, with the way to the desk, and the `welcome` of those who coordinate already."""
    return Message(
        paragraphs(
            t.say(
                "🎉 All set. From now on you coordinate <b>{network}</b>: invite, call sessions, announce.",
                network=network.name,
            ),
            welcome_part(t, welcome),
        ),
        ((Button(t.label("🧭 Coordinate"), DeskOpened()), Button(t.label("Open the menu"), MenuOpened())),),
    )


def now_in(
    t: Translator, person: Person, network: Network, role: Role, meeting: Meeting | None, welcome: str = ""
) -> Message:
    """To facilitators and guests, of whom nothing more is asked."""
    return Message(
        paragraphs(
            t.say("🎉 All set, {name}.", name=person.name),
            t.say("In <b>{network}</b> you are: {role}.", network=network.name, role=role_name(t, role)),
            welcome_part(t, welcome),
            t.say("📅 Next session: {when}", when=live_moment(t, meeting.starts_at)) if meeting is not None else None,
        ),
        (
            *(((Button(t.label("📅 See the session"), MeetingOpened(meeting.id)),),) if meeting is not None else ()),
            (Button(t.label("Open the menu"), MenuOpened()),),
        ),
    )


def last_coordinator(t: Translator) -> Html:
    """Nobody would coordinate any more."""
    return t.say("Nobody else coordinates this network: somebody has to be invited for that first.")


def _place(t: Translator, role: Role, city: City | None) -> Html:
    if city is None:
        return Html.escape(role_name(t, role))
    return t.say("{role} for {city}", role=role_name(t, role), city=city_name(t, city))
