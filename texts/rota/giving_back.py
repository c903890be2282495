"""A city that cannot present gives its turn back."""

from store.models import City, Meeting, Network
from texts.cities import short_city
from texts.meetings.shown import Reader
from texts.message import Button, Html, Message, paragraphs
from texts.rota.presses import SwapBegun, TurnGivenBack, rota_key
from texts.rota.shown import Standing, own_turn
from texts.translator import Translator


def question(reader: Reader, standing: Standing, city: City, *, is_noting: bool = False) -> Message:
    """Asked once. `is_noting`: the coordination does it in the city's name."""
    t, for_city = reader.translator, city.id if is_noting else 0
    return Message(
        paragraphs(
            t.say("<b>{city} cannot present?</b>", city=short_city(city)),
            own_turn(reader, standing, city),
            t.say("The place becomes free, and the coordination is told: it can find another turn later on."),
        ),
        (
            (
                Button(
                    t.label("✋ Yes, give the turn back"),
                    TurnGivenBack(standing.network.id, standing.rota.sequence, for_city),
                ),
            ),
            (Button(t.label("◀️ Back"), SwapBegun(standing.network.id, for_city)),),
        ),
    )


def done(t: Translator) -> str:
    """The toast then."""
    return t.plain("Thank you for saying so. The coordination is told.")


def free_place(reader: Reader, network: Network, city: City, meeting: Meeting, moment: Html) -> Message:
    """To those who coordinate: once."""
    t = reader.translator
    return Message(
        paragraphs(
            t.say(
                "✋ <b>{city} cannot present in session {number}</b> · {field}",
                city=short_city(city),
                number=meeting.number,
                field=network.field,
            ),
            moment,
            t.say("Its place is free now. Under the rota it can get another turn."),
        ),
        ((rota_key(t, network.id),),),
    )
