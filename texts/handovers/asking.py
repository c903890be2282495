"""Before a place is passed on: to whom, and what goes with it."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, Invitation, Meeting, Membership, Network, Person
from texts.cities import city_name
from texts.coordinating.presses import PersonOpened
from texts.dates import day_of
from texts.handovers.presses import (
    HandoverBegun,
    HandoverConfirmed,
    HandoverWithdrawn,
    LeavingAsked,
    SuccessorChosen,
    TitularNamed,
    own_link_key,
)
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.menu import MenuOpened
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.network import CityOpened
from texts.translator import Translator

A_PAGE = 4


@frozen
class Place:
    """What somebody does for a city.

    meeting: in which its case is still to be heard
    challenges, adoptions: how many are theirs
    is_own: whether the reader has the place, or else coordinates
    """

    membership: Membership
    person: Person
    network: Network
    city: City
    meeting: Meeting | None
    commitment: str
    challenges: int
    adoptions: int
    is_titular: bool
    is_own: bool


def who_follows(t: Translator, place: Place, colleagues: Sequence[tuple[Membership, Person]], page: int) -> Message:
    """A colleague by number, or somebody new."""
    page = page_within(page, len(colleagues), A_PAGE)
    shown = colleagues[page * A_PAGE : (page + 1) * A_PAGE]
    listed = [Html("{}. <b>{}</b>").format(number, _name(person)) for number, (_, person) in enumerate(shown, 1)]
    numbers = number_buttons([SuccessorChosen(place.membership.id, each.id) for each, _ in shown])
    turning = arrows(t, page, pages_for(len(colleagues), A_PAGE), lambda to: HandoverBegun(place.membership.id, to))
    is_noted = place.person.telegram_id is None
    new = (
        own_link_key(t, place.membership, place.person.name)
        if is_noted
        else Button(t.label("➕ Somebody new"), SuccessorChosen(place.membership.id, 0))
    )
    rows = (numbers, turning, (new, _back(t, place)))
    someone = (
        t.say("With a link of their own {name} comes in and keeps the place.", name=_name(place.person))
        if is_noted
        else t.say("Somebody new gets a link to come in with.")
        if listed
        else t.say("Nobody else takes part for this city yet: somebody new gets a link to come in with.")
    )
    return Message(
        paragraphs(
            t.say("➡️ <b>Who goes on for {city}?</b>", city=city_name(t, place.city)),
            t.say("The turn, the commitments and the challenges are the city’s: they go to that person."),
            lines(*listed) if listed else None,
            someone,
        ),
        tuple(row for row in rows if row),
    )


def sure(t: Translator, place: Place, successor: tuple[Membership, Person] | None) -> Message:
    """What goes to whom; asked once, with the one thing that is left to choose."""
    to = 0 if successor is None else successor[0].id
    title = (
        t.say("➡️ <b>{city}: from {name} to somebody new</b>", city=city_name(t, place.city), name=_name(place.person))
        if successor is None
        else t.say(
            "➡️ <b>{city}: from {name} to {successor}</b>",
            city=city_name(t, place.city),
            name=_name(place.person),
            successor=_name(successor[1]),
        )
    )
    when = (
        t.say("It happens when that person comes in with the link, which is valid for 14 days.")
        if successor is None
        else t.say("{successor} and the coordination are told.", successor=_name(successor[1]))
    )
    return Message(
        paragraphs(
            title,
            what_goes(t, place),
            t.say("Experiences and answers stay with who wrote them."),
            when,
        ),
        (
            (
                Button(
                    t.label("➡️ Pass on, stay as a substitute")
                    if place.is_own
                    else t.label("➡️ Pass on; {name} stays as a substitute", name=excerpt(place.person.name, 24)),
                    HandoverConfirmed(place.membership.id, to, leaves=False, as_titular=place.is_titular),
                ),
            ),
            (
                Button(
                    t.label("🚪 Pass on and leave the network")
                    if place.is_own
                    else t.label("🚪 Pass on; {name} leaves the network", name=excerpt(place.person.name, 24)),
                    LeavingAsked(place.membership.id, to, as_titular=place.is_titular),
                ),
            ),
            (Button(t.label("◀️ Back"), HandoverBegun(place.membership.id)),),
        ),
    )


def whether_to_leave(
    t: Translator, place: Place, successor: tuple[Membership, Person] | None, *, as_titular: bool
) -> Message:
    """Leaving is not taken back with a key: asked once."""
    to = 0 if successor is None else successor[0].id
    question = (
        t.say("🚪 <b>Pass the place on and leave {network}?</b>", network=place.network.name)
        if place.is_own
        else t.say(
            "🚪 <b>Pass the place on, so that {name} leaves {network}?</b>",
            name=_name(place.person),
            network=place.network.name,
        )
    )
    when = (
        t.say("It happens when somebody comes in with the link; until then all stays as it is.")
        if successor is None
        else t.say("It happens at once: {successor} goes on.", successor=_name(successor[1]))
    )
    return Message(
        paragraphs(question, when, t.say("What was shared stays with the city. Coming back takes a new invitation.")),
        (
            (
                Button(
                    t.label("🚪 Yes, pass on and leave")
                    if place.is_own
                    else t.label("🚪 Yes, pass on; {name} leaves", name=excerpt(place.person.name, 24)),
                    HandoverConfirmed(place.membership.id, to, leaves=True, as_titular=as_titular),
                ),
            ),
            (Button(t.label("◀️ Back"), SuccessorChosen(place.membership.id, to)),),
        ),
    )


def whether_titular(t: Translator, place: Place, present: tuple[Membership, Person]) -> Message:
    """Asked once: both are told. `present`: who is it until now."""
    membership, other = present
    return Message(
        paragraphs(
            t.say(
                "⭐ <b>{name} becomes the titular of {city}.</b> Until now: {other}.",
                name=_name(place.person),
                city=city_name(t, place.city),
                other=_name(other),
            ),
            t.say(
                "Whoever is the titular stands first for the city; {other} stays as a substitute.", other=_name(other)
            ),
            t.say("Turn, commitment and challenges stay with those who have them."),
            _who_is_told(t, place.person, other),
        ),
        (
            (Button(t.label("⭐ Yes, name as titular"), TitularNamed(place.membership.id, membership.id)),),
            (Button(t.label("◀️ Back"), PersonOpened(place.membership.id)),),
        ),
    )


def _who_is_told(t: Translator, named: Person, other: Person) -> Html:
    told = [one for one in (named, other) if one.telegram_id is not None]
    if len(told) == 2:
        return t.say("Both are told.")
    if told:
        without = other if told[0] is named else named
        gaps = {"name": _name(told[0]), "other": _name(without)}
        return t.say("{name} is told. {other} has no Telegram: telling them is up to the coordination.", **gaps)
    return t.say("Neither has Telegram: telling them is up to the coordination.")


def waiting(t: Translator, place: Place, handover_id: int, invitation: Invitation, *, is_new: bool) -> Message:
    """A link is out; until it is used all stays as it is."""
    return Message(
        paragraphs(
            t.say(
                "⏳ <b>{city} waits for who follows {name}.</b>",
                city=city_name(t, place.city),
                name=_name(place.person),
            ),
            t.say(
                "Whoever comes in with the link until {day} takes over. Until then all stays as it is.",
                day=day_of(t, invitation.expires_at),
            ),
            t.say("👇 The next message is ready to forward, with its QR code.") if is_new else None,
        ),
        (
            (Button(t.label("🗑 Take the link back"), HandoverWithdrawn(place.membership.id, handover_id)),),
            (_back(t, place), Button(t.label("Open the menu"), MenuOpened())),
        ),
    )


def what_goes(t: Translator, place: Place) -> Html:
    """A line for each."""
    return lines(
        t.say("This goes to that person:"),
        t.say("⭐ the place of titular") if place.is_titular else t.say("👤 the place of substitute"),
        t.say("🎤 the case of the city, in session {number}", number=place.meeting.number) if place.meeting else None,
        t.say("🤝 the commitment: <i>{words}</i>", words=excerpt(place.commitment, 80)) if place.commitment else None,
        t.count("📌 {n} challenge", "📌 {n} challenges", place.challenges) if place.challenges else None,
        t.count("🌱 {n} thing that the city tries", "🌱 {n} things that the city tries", place.adoptions)
        if place.adoptions
        else None,
    )


def _back(t: Translator, place: Place) -> Button:
    label = t.label("◀️ Back")
    if place.is_own:
        return Button(label, CityOpened(place.network.id, place.city.id))
    return Button(label, PersonOpened(place.membership.id))


def _name(person: Person) -> str:
    return excerpt(person.name, 60) or "—"
