"""A coordinator changes the city for which somebody takes part."""

from collections.abc import Sequence
from datetime import datetime

from store.models import City, Membership, Network, Person
from texts.cities import city_name, short_city
from texts.coordinating.presses import PersonOpened
from texts.dates import hour, zone_name
from texts.lists import number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, lines, paragraphs
from texts.network.parts import CITIES_A_PAGE, Member, arrow_row, named, numbers_in_rows
from texts.network.presses import CityChangeBegun, CityChangeConfirmed, CityChosen, CityOpened, PersonChosen
from texts.settings import HoursOpened
from texts.translator import Translator


def whose_city(t: Translator, network: Network, city: City, members: Sequence[Member], page: int) -> Message:
    """Whose city changes."""
    page = page_within(page, len(members), CITIES_A_PAGE)
    shown = members[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
    listed = [Html("{}. {}").format(number, named(person)) for number, (_, person) in enumerate(shown, 1)]
    return Message(
        paragraphs(t.say("↔️ <b>Whose city changes?</b>"), lines(*listed)),
        (
            *numbers_in_rows(number_buttons([PersonChosen(membership.id) for membership, _ in shown])),
            *arrow_row(
                t, page, pages_for(len(members), CITIES_A_PAGE), lambda to: CityChangeBegun(network.id, city.id, to)
            ),
            (Button(t.label("◀️ Back"), CityOpened(network.id, city.id)),),
        ),
    )


def which_city(
    t: Translator, membership: Membership, person: Person, city: City | None, cities: Sequence[City]
) -> Message:
    """For which city from now on."""
    others = [other for other in cities if city is None or other.id != city.id]
    listed = [Html("{}. {}").format(number, city_name(t, other)) for number, other in enumerate(others, 1)]
    return Message(
        paragraphs(
            t.say("↔️ <b>For which city does {name} take part from now on?</b>", name=person.name),
            lines(*listed),
            t.say("What was shared so far stays with the city before."),
        ),
        (
            *numbers_in_rows(number_buttons([CityChosen(membership.id, other.id) for other in others])),
            (Button(t.label("◀️ Back"), PersonOpened(membership.id)),),
        ),
    )


def sure_to_change_city(
    t: Translator, membership: Membership, person: Person, present: City | None, city: City
) -> Message:
    """Asked once: the numbers stand close together, and the person is told at once."""
    return Message(
        paragraphs(
            t.say("<b>Does {name} take part for {city} from now on?</b>", name=person.name, city=city_name(t, city)),
            t.say("The person is told. What was shared so far stays with {city}.", city=city_name(t, present))
            if present is not None
            else t.say("The person is told."),
        ),
        (
            (Button(t.label("↔️ Yes, change"), CityChangeConfirmed(membership.id, city.id)),),
            (Button(t.label("◀️ Back"), PersonChosen(membership.id)),),
        ),
    )


def changed(t: Translator, city: City) -> str:
    """A toast."""
    return t.plain("Done: {city}.", city=short_city(city))


def city_changed(t: Translator, network: Network, city: City, now: datetime) -> Message:
    """To the person whose city was changed."""
    return Message(
        paragraphs(
            t.say(
                "📍 The coordination of {network} has noted that you take part for <b>{city}</b> from now on.",
                network=network.name,
                city=city_name(t, city),
            ),
            t.say("For you it is now {hour} ({zone}).", hour=hour(t, now), zone=zone_name(t, t.zone)),
        ),
        ((Button(t.label("🕒 Change my hours"), HoursOpened()),),),
    )
