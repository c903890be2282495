"""Who is there, and the rooms that are drawn out of them."""

from collections.abc import Sequence
from typing import NamedTuple

from store.models import City, Meeting, Network, Person
from texts.cities import short_city
from texts.lists import in_rows
from texts.live.presses import LiveOpened, PresenceMarked, PresenceOpened, RoomsDrawn, RoomsPublished
from texts.meetings.shown import heading
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator

A_ROW = 5


class Present(NamedTuple):
    """Somebody who speaks for a city, and whether they are there."""

    person: Person
    city: City
    is_there: bool


class Room(NamedTuple):
    """Its people, by their cities. Its number stays when there is nobody left in one before it."""

    number: int
    people: tuple[Present, ...]

    @property
    def doubled(self) -> bool:
        """Whether two of one city are in it."""
        return len({one.city.id for one in self.people}) < len(self.people)


def who_is_there(t: Translator, meeting_id: int, everybody: Sequence[Present]) -> Message:
    """A number changes one of them."""
    numbers = [
        Button(str(number), PresenceMarked(meeting_id, one.person.id, not one.is_there))
        for number, one in enumerate(everybody, start=1)
    ]
    there = sum(one.is_there for one in everybody)
    return Message(
        paragraphs(
            lines(
                t.say("👥 <b>Who is there</b>"),
                t.say("{there} of {all}. Who had answered “Going” counts as there.", there=there, all=len(everybody)),
            ),
            lines(
                *(
                    Html("{number}. {mark} {name}, {city}").format(
                        number=number,
                        mark="✅" if one.is_there else "▫️",
                        name=one.person.name,
                        city=short_city(one.city),
                    )
                    for number, one in enumerate(everybody, start=1)
                )
            ),
            t.say("A number changes it. Who is there is asked to write in the cases, and has a room."),
        ),
        (
            *in_rows(numbers, A_ROW),
            (Button(t.label("◀️ Back"), LiveOpened(meeting_id)),),
        ),
    )


def drawn(t: Translator, meeting_id: int, rooms: Sequence[Room], draw: int, *, is_published: bool) -> Message:
    """The draw, for those who lead."""
    back = (
        Button(t.label("👥 Who is there"), PresenceOpened(meeting_id)),
        Button(t.label("◀️ Back"), LiveOpened(meeting_id)),
    )
    if not rooms:
        return Message(
            t.say("🚪 Nobody of a city is marked as there: without people there are no rooms."),
            ((Button(t.label("🔄 Draw again"), RoomsDrawn(meeting_id, draw)),), back),
        )
    publish = Button(t.label("📣 Publish"), RoomsPublished(meeting_id, draw))
    again = Button(t.label("🔄 Draw again"), RoomsDrawn(meeting_id, draw))
    return Message(
        paragraphs(
            t.say("🚪 <b>Rooms</b> · ✅ published")
            if is_published
            else t.say("🚪 <b>Rooms</b> · only you see them yet"),
            *_listed(t, rooms),
            t.say("One room is enough for so few people.") if len(rooms) == 1 else None,
            t.say("⚠️ Some cities have more people than there are rooms: two of one city are in the same room.")
            if any(room.doubled for room in rooms) and len(rooms) > 1
            else None,
        ),
        ((again,) if is_published else (again, publish), back),
    )


def in_group(t: Translator, meeting: Meeting, network: Network, rooms: Sequence[Room]) -> Message:
    """Everybody finds themselves."""
    return Message(
        paragraphs(lines(t.say("🚪 <b>Rooms</b>"), heading(t, meeting, network)), *_listed(t, rooms)),
    )


def own(t: Translator, room: Room, person: Person, *, is_other: bool) -> Message:
    """To somebody, with whom they are. `is_other`: they had been told another draw."""
    others = [
        Html("{name}, {city}").format(name=one.person.name, city=short_city(one.city))
        for one in room.people
        if one.person.id != person.id
    ]
    head = (
        t.say("🚪 <b>The rooms have changed: room {number}</b>", number=room.number)
        if is_other
        else t.say("🚪 <b>Room {number}</b>", number=room.number)
    )
    with_whom = t.say("With {people}.", people=t.list_of(others)) if others else None
    return Message(lines(head, with_whom))


def outdated(t: Translator) -> Message:
    """In the place of rooms that were told before."""
    return Message(t.say("🚪 The rooms have changed: the earlier draw no longer holds."))


def published(t: Translator) -> str:
    """The toast."""
    return t.plain("Published: everybody knows their room.")


def _listed(t: Translator, rooms: Sequence[Room]) -> list[Html]:
    return [
        lines(
            t.say("<b>Room {number}</b>", number=room.number),
            *(
                Html("• {name}, {city}").format(name=one.person.name, city=short_city(one.city))
                if one.person.name
                else Html("• {city}").format(city=short_city(one.city))
                for one in room.people
            ),
        )
        for room in rooms
    ]
