"""How everything is marked that was noted in the name of a city, and how one comes back to it."""

from dataclasses import replace

from store.models import City, NotedKind
from texts.behalf.presses import BehalfOpened, NotedTakenOver
from texts.cities import city_name, short_city
from texts.message import Button, Html, Message, lines, paragraphs, quoted
from texts.translator import Translator


def noted_mark(t: Translator) -> Html:
    """On cards and pages."""
    return t.say("✍️ Noted by coordination")


def with_mark(text: Html, *, is_noted: bool) -> Html:
    """In lists, where there is no room for words."""
    return Html("{} ✍️").format(text) if is_noted else text


def in_name_of(t: Translator, city: City) -> Html:
    """Above every question."""
    return t.say("✍️ In the name of <b>{city}</b>", city=city_name(t, city))


def named(t: Translator, city: City | None, message: Message) -> Message:
    """A question about a city that is not one's own."""
    return message if city is None else replace(message, text=paragraphs(in_name_of(t, city), message.text))


def marked(t: Translator, text: Html, *, is_noted: bool) -> Html:
    """Words with the mark below them."""
    return lines(text, noted_mark(t)) if is_noted else text


def behalf_key(t: Translator, network_id: int, city: City) -> Button:
    """To what can be noted for a city."""
    return Button(t.label("✍️ In the name of {city}", city=short_city(city)), BehalfOpened(network_id, city.id))


def with_way_back(t: Translator, message: Message, network_id: int, city: City) -> Message:
    """After something was noted: back to what else can be."""
    return replace(message, rows=(*message.rows, (behalf_key(t, network_id, city),)))


def ours_key(t: Translator, kind: NotedKind, about_id: int) -> Button:
    """For the people of the city."""
    return Button(t.label("✅ It is ours"), NotedTakenOver(kind, about_id))


def confirm_key(t: Translator, challenge_id: int) -> Button:
    """For whoever asks: it stands as it was noted."""
    return Button(t.label("✅ It stands as noted"), NotedTakenOver(NotedKind.OUTCOME, challenge_id))


def taken_over(t: Translator) -> str:
    """The toast then."""
    return t.plain("It is your city’s own now.")


def said_itself(t: Translator) -> str:
    """Something was noted when one of the city's people had said it already."""
    return t.plain("The city has answered itself meanwhile, and what it says stands. Nothing was changed.")


def given_back(t: Translator, sentence: Html, written: str) -> Message:
    """What was written for a city and has no place any more."""
    kept = t.say("What was written is not lost: it can be copied from here.")
    return Message(paragraphs(sentence, kept, quoted(written)))
