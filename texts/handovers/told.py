"""After a place was passed on: to each whom it concerns."""

from store.models import City, Network, Person
from texts.cities import city_name, short_city
from texts.coordinating.presses import DeskOpened
from texts.handovers.presses import catch_up_key
from texts.menu import MenuOpened
from texts.message import Button, Html, Message, excerpt, paragraphs
from texts.translator import Translator


def done(t: Translator, city: City, successor: Person, *, leaves: bool) -> Message:
    """To whoever pressed the key."""
    return Message(
        paragraphs(
            t.say("✅ {name} goes on for <b>{city}</b>.", name=_name(successor), city=city_name(t, city)),
            t.say("Who passed the place on has left the network. Thank you for everything that stays.")
            if leaves
            else t.say("Who passed the place on stays as a substitute."),
        ),
        ((Button(t.label("Open the menu"), MenuOpened()),),),
    )


def taken_over(t: Translator, successor: Person, city: City) -> str:
    """A toast: the link had been used before it was taken back."""
    return t.plain(
        "{name} had come in with the link and goes on for {city}.",
        name=excerpt(successor.name, 60),
        city=short_city(city),
    )


def link_is_out(t: Translator, network: Network, city: City, by: Person, *, leaves: bool) -> Message:
    """To whose place it is, when somebody else has decided that it is passed on to who comes with a link."""
    return Message(
        paragraphs(
            t.say(
                "➡️ {coordinator} has made a link with which somebody new will go on for <b>{city}</b> in {network}.",
                coordinator=_name(by),
                city=city_name(t, city),
                network=network.name,
            ),
            t.say("When that person comes in, you leave the network; until then all stays as it is.")
            if leaves
            else t.say("When that person comes in, you stay as a substitute; until then all stays as it is."),
        ),
        ((Button(t.label("Open the menu"), MenuOpened()),),),
    )


def withdrawn(t: Translator) -> str:
    """A toast."""
    return t.plain("The link lets nobody in any more. All stays as it was.")


def to_successor(t: Translator, network: Network, city: City, before: Person) -> Message:
    """To a colleague who has taken over."""
    return Message(
        paragraphs(
            t.say(
                "➡️ <b>From now on you go on for {city}</b> in {network}: {name} has passed the place on.",
                city=city_name(t, city),
                network=network.name,
                name=_name(before),
            ),
            t.say("The city’s turn, commitments and challenges are with you now."),
        ),
        ((catch_up_key(t, network.id), Button(t.label("Open the menu"), MenuOpened())),),
    )


def to_predecessor(t: Translator, network: Network, city: City, successor: Person, *, leaves: bool) -> Message:
    """To whose place it was, when it was not their own press just now."""
    return Message(
        paragraphs(
            t.say(
                "➡️ {successor} goes on for <b>{city}</b> in {network}.",
                successor=_name(successor),
                city=city_name(t, city),
                network=network.name,
            ),
            t.say("With it you have left the network. Thank you for everything that stays.")
            if leaves
            else t.say("You stay as a substitute."),
        ),
        ((Button(t.label("Open the menu"), MenuOpened()),),),
    )


def to_coordination(t: Translator, network: Network, city: City, before: Person, successor: Person) -> Message:
    """Who has changed."""
    return Message(
        t.say(
            "➡️ {city}, {network}: {successor} goes on in the place of {name}.",
            city=short_city(city),
            network=network.name,
            successor=_name(successor),
            name=_name(before),
        ),
        ((Button(t.label("🧭 Coordinate"), DeskOpened()),),),
    )


def named_titular(t: Translator, person: Person, city: City) -> str:
    """A toast."""
    return t.plain("{name} is the titular of {city}.", name=excerpt(person.name, 60), city=short_city(city))


def to_titular(t: Translator, network: Network, city: City, before: Person) -> Message:
    """To whom a coordinator has named."""
    return Message(
        paragraphs(
            t.say(
                "⭐ <b>From now on you are the titular of {city}</b> in {network}. Until now it was {name}.",
                city=city_name(t, city),
                network=network.name,
                name=_name(before),
            ),
            t.say("You stand first for the city; everybody of the city goes on answering as before. Thank you!"),
        ),
        ((catch_up_key(t, network.id), Button(t.label("Open the menu"), MenuOpened())),),
    )


def to_former_titular(t: Translator, network: Network, city: City, titular: Person) -> Message:
    """To who was it until then."""
    return Message(
        paragraphs(
            t.say(
                "⭐ {name} is the titular of <b>{city}</b> in {network} from now on.",
                name=_name(titular),
                city=city_name(t, city),
                network=network.name,
            ),
            t.say("You stay as a substitute, with everything that is yours. Thank you for what you have done in it!"),
        ),
        ((Button(t.label("Open the menu"), MenuOpened()),),),
    )


def _name(person: Person) -> Html:
    return Html.escape(excerpt(person.name, 60) or "—")
