"""What is asked of a city that offers something."""

from collections.abc import Sequence
from datetime import date

from store.models import City, Meeting
from texts.cities import short_city
from texts.dates import short_day
from texts.forms import FormChosen
from texts.lists import in_rows
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.offers.presses import GiversOpened, OfferBegun, OffersOpened
from texts.translator import Translator

WHAT, WHOM, WHEN = "what", "whom", "when"
LIMIT = 200
DATE_LIMIT = 60
NEVER = "none"
A_ROW = 4


def form_title(t: Translator) -> str:
    """What an unfinished one is called."""
    return t.label("an offer to another city")


def whom_question(t: Translator, draft_id: int, cities: Sequence[City]) -> Message:
    """Where no case says for whom it is."""
    keys = [
        Button(str(number), FormChosen(draft_id, WHOM, str(city.id))) for number, city in enumerate(cities, start=1)
    ]
    return Message(
        lines(t.say("🎁 <b>For which city is it?</b>"), *_numbered(cities)),
        in_rows(keys, A_ROW),
    )


def what_question(t: Translator, giver: City, receiver: City, *, is_noting: bool) -> Message:
    """One question."""
    return Message(
        paragraphs(
            t.say(
                "🎁 <b>What does {giver} offer to {receiver}?</b>",
                giver=short_city(giver),
                receiver=short_city(receiver),
            ),
            t.say("Something concrete, in one sentence. For example: <i>Send our bylaw on loading hours</i>."),
            t.say("✍️ It is noted in the city’s name.") if is_noting else None,
        )
    )


def when_question(t: Translator, draft_id: int, presets: Sequence[tuple[str, date]], following: date | None) -> Message:
    """By when: with one key, or typed."""
    keys = tuple((Button(_label(t, name, on), FormChosen(draft_id, WHEN, on.isoformat())),) for name, on in presets)
    session: Rows = ()
    if following is not None:
        words = t.label("Before the next session ({day})", day=short_day(t, following))
        session = ((Button(words, FormChosen(draft_id, WHEN, following.isoformat())),),)
    return Message(
        lines(
            t.say("📅 <b>By when?</b>"),
            t.say("A key, or a date in a message, as “{day}”.", day=f"{presets[-1][1]:%d/%m}"),
        ),
        (
            *keys,
            *session,
            (Button(t.label("No date"), FormChosen(draft_id, WHEN, NEVER)),),
        ),
    )


def _label(t: Translator, name: str, on: date) -> str:
    if name == "week":
        return t.label("A week ({day})", day=short_day(t, on))
    return t.label("A month ({day})", day=short_day(t, on))


def which_giver(t: Translator, meeting: Meeting, cities: Sequence[City], for_city_id: int) -> Message:
    """To those who note it for others."""
    keys = [
        Button(str(number), OfferBegun(meeting.id, for_city_id, city.id))
        for number, city in enumerate(cities, start=1)
        if city.id != for_city_id
    ]
    return Message(
        lines(t.say("🎁 <b>Which city offers something?</b>"), *_numbered(cities)),
        (*in_rows(keys, A_ROW), (Button(t.label("◀️ Offers"), OffersOpened(meeting.id)),)),
    )


def _numbered(cities: Sequence[City]) -> list[Html]:
    return [
        Html("{number}. {city}").format(number=number, city=short_city(city))
        for number, city in enumerate(cities, start=1)
    ]


def kept(t: Translator) -> str:
    """The toast."""
    return t.plain("Noted.")


def givers_key(t: Translator, meeting_id: int) -> Button:
    """To note one in a city's name."""
    return Button(t.label("✍️ Note one"), GiversOpened(meeting_id))
