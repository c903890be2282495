"""Whether somebody still goes on for their city: asked in the digest once a month, or alone where none comes."""

from store.frozen import frozen
from store.models import City, Network
from texts.cities import short_city
from texts.message import Button, Html, Message, paragraphs
from texts.presses import Press, press
from texts.translator import Translator


@press("cc")
@frozen
class ContactConfirmed(Press):
    """Yes, still."""

    membership_id: int


@frozen
class Contact:
    """Who is asked, by their membership, and for which city."""

    membership_id: int
    city: City


def asked(t: Translator, contact: Contact) -> Html:
    """A line of the digest."""
    other = Html('<a href="https://t.me/{{bot_username}}?start=handover-{number}">{words}</a>').format(
        number=contact.membership_id, words=t.say("pass the place on")
    )
    return t.say("👤 Do you still go on for {city}? If not: {handover}", city=short_city(contact.city), handover=other)


def confirm_key(t: Translator, contact: Contact) -> Button:
    """One tap below it."""
    return Button(
        t.label("✅ I still go on for {city}", city=contact.city.name), ContactConfirmed(contact.membership_id)
    )


def alone(t: Translator, contact: Contact, network: Network) -> Message:
    """In a message of its own, where nothing new has come to tell for a long time."""
    return Message(
        paragraphs(
            t.say("👋 <b>{network}</b>", network=network.name),
            asked(t, contact),
            t.say("One tap is enough. It is asked so that the network knows whom to write to."),
        ),
        ((confirm_key(t, contact),),),
    )


def goes_on(t: Translator, contact: Contact) -> Html:
    """In the place of the question."""
    return t.say("✅ You go on for {city}. Thank you!", city=short_city(contact.city))


def confirmed(t: Translator) -> str:
    """The toast."""
    return t.plain("Thank you! Noted.")
