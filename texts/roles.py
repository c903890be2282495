"""What one is in a network: told to those who come in for no city, asked before it changes."""

from dataclasses import dataclass

from store.models import City, Meeting, Network, Person, Role
from texts.cities import city_name
from texts.coordinating.people import role_name
from texts.coordinating.presses import DeskOpened, InvitingBegun
from texts.dates import live_moment
from texts.meetings.presses import MeetingOpened
from texts.menu import MenuOpened
from texts.message import Button, Html, Message, paragraphs
from texts.presses import Press, press
from texts.translator import Translator


@press("rr")
@dataclass(frozen=True)
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


def now_coordinating(t: Translator, network: Network) -> Message:
    """To a new coordinator, with the way to the desk."""
    return Message(
        t.say(
            "🎉 All set. From now on you coordinate <b>{network}</b>: invite, call sessions, announce.",
            network=network.name,
        ),
        ((Button(t.label("🧭 Coordinate"), DeskOpened()), Button(t.label("Open the menu"), MenuOpened())),),
    )


def now_in(t: Translator, person: Person, network: Network, role: Role, meeting: Meeting | None) -> Message:
    """To facilitators and guests, of whom nothing more is asked."""
    return Message(
        paragraphs(
            t.say("🎉 All set, {name}.", name=person.name),
            t.say("In <b>{network}</b> you are: {role}.", network=network.name, role=role_name(t, role)),
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
