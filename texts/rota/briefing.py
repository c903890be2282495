"""What the people of a city are told before it presents."""

from store.models import City
from texts.meetings.presses import DetailsOpened
from texts.meetings.shown import Reader
from texts.message import Button, Html, Message, paragraphs
from texts.rota.presses import questions_key, rota_key, swap_key
from texts.rota.shown import Standing, own_turn
from texts.translator import Translator


def card(reader: Reader, standing: Standing, city: City) -> Message:
    """When, how a case runs, and what is asked of them; it follows what becomes of the turn."""
    t, meeting = reader.translator, standing.meeting_of(city.id)
    if meeting is None or not standing.is_ahead(meeting) or standing.network.closed_at is not None:
        return Message(own_turn(reader, standing, city), ((rota_key(t, standing.network.id),),))
    has_asked = city.id in standing.asking
    return Message(
        paragraphs(
            own_turn(reader, standing, city),
            course_of_case(t),
            _asked(t, has_asked=has_asked),
        ),
        (
            (questions_key(t, standing.network.id, is_there=has_asked),),
            (swap_key(t, standing.network.id), Button(t.label("Details"), DetailsOpened(meeting.id))),
        ),
    )


def course_of_case(t: Translator) -> Html:
    """In two lines, with the words of the method's card (`methods/case.toml`)."""
    return t.say(
        "⏱ A case takes 35 minutes: 5 to tell it and 5 for questions of fact. Then the other cities talk while "
        "whoever presents listens; at the end come concrete offers and the first step."
    )


def _asked(t: Translator, *, has_asked: bool) -> Html:
    if has_asked:
        return t.say("✅ The questions for the other cities are there. They can be changed until the session begins.")
    return t.say(
        "❓ <b>What should the other cities answer?</b> Up to three questions help them to come prepared: "
        "a message each, two minutes in all."
    )
