"""Somebody who takes part without Telegram gets a link of their own, and comes in with it."""

from store.models import City, Invitation, Network, Person
from texts.cities import city_name
from texts.coordinating.presses import PersonOpened
from texts.dates import day_of
from texts.handovers.asking import Place
from texts.handovers.presses import OwnLinkWithdrawn
from texts.menu import MenuOpened
from texts.message import Button, Message, excerpt, paragraphs
from texts.translator import Translator


def link_is_out(t: Translator, place: Place, handover_id: int, invitation: Invitation, *, is_new: bool) -> Message:
    """Until it is used the coordination goes on noting for them."""
    return Message(
        paragraphs(
            t.say(
                "🔗 <b>The link for {name}</b> ({city}) is valid until {day}.",
                name=_name(place.person),
                city=city_name(t, place.city),
                day=day_of(t, invitation.expires_at),
            ),
            t.say("With it {name} comes in on Telegram. The place goes on as it is.", name=_name(place.person)),
            t.say("👇 The next message is ready to forward, with its QR code.") if is_new else None,
        ),
        (
            (Button(t.label("🗑 Take the link back"), OwnLinkWithdrawn(place.membership.id, handover_id)),),
            (
                Button(t.label("◀️ Back"), PersonOpened(place.membership.id)),
                Button(t.label("Open the menu"), MenuOpened()),
            ),
        ),
    )


def arrived(t: Translator, network: Network, city: City, person: Person) -> Message:
    """To the coordination."""
    return Message(
        paragraphs(
            t.say("✅ <b>{name}</b> is on Telegram now.", name=_name(person)),
            t.say(
                "{city}, {network}: the place goes on as it was, with what was noted.",
                city=city_name(t, city),
                network=network.name,
            ),
        ),
        ((Button(t.label("Open the menu"), MenuOpened()),),),
    )


def is_in(t: Translator, person: Person) -> str:
    """A toast: the link had been used before."""
    return t.plain("{name} is on Telegram now.", name=_name(person))


def withdrawn(t: Translator, person: Person) -> str:
    """A toast."""
    return t.plain("The link lets nobody in any more. {name} goes on without Telegram.", name=_name(person))


def _name(person: Person) -> str:
    return excerpt(person.name, 60) or "—"
