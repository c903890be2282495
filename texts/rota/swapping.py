"""Two cities swap turns: one asks, the other one answers."""

from collections.abc import Sequence
from dataclasses import replace

from store.models import City, Meeting, Network, Rota, SwapOutcome, TurnSwap
from texts.behalf.words import noted_mark
from texts.cities import short_city
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader, when
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.rota.outcomes import outcome
from texts.rota.presses import (
    GivingBackBegun,
    SwapAnswered,
    SwapAsked,
    SwapBegun,
    SwapChosen,
    SwapOpened,
    SwapWithdrawn,
    rota_key,
    swap_key,
)
from texts.rota.shown import Standing, Swap, named, own_turn, place
from texts.translator import Translator


def page(
    reader: Reader,
    standing: Standing,
    city: City,
    askable: Sequence[tuple[City, Meeting]],
    others: Sequence[City],
    asking: Sequence[tuple[TurnSwap, City]],
    *,
    is_noting: bool = False,
) -> Message:
    """What a city can do about its turn.

    askable: the cities with which it can swap; others: of which nobody can be asked in time
    asking: who asks this city; is_noting: the coordination does it in the city's name
    """
    for_city = city.id if is_noting else 0
    t, meeting = reader.translator, standing.meeting_of(city.id)
    head = lines(_title(t, standing.network), own_turn(reader, standing, city))
    if meeting is None or not standing.is_ahead(meeting):
        return Message(head, _last(t, standing.network, None))
    incoming = tuple(
        (Button(t.label("📥 {city} asks to swap", city=short_city(one)), SwapOpened(swap.id)),) for swap, one in asking
    )
    keys = tuple((_choice(t, standing, *one, for_city),) for one in askable)
    return Message(
        paragraphs(
            head,
            t.say("Swap with which city? It is asked in private, and the turns change only if it accepts.")
            if askable
            else None,
            *_turns(reader, standing, askable),
            _unaskable(t, others, is_all=not askable and not asking),
        ),
        (*incoming, *keys, (_giving_back(t, standing.network, for_city),), *_last(t, standing.network, meeting)),
    )


def waiting(reader: Reader, standing: Standing, swap: TurnSwap, asked: Swap, *, is_noting: bool = False) -> Message:
    """The same while an answer is awaited."""
    t, for_city = reader.translator, asked.city.id if is_noting else 0
    return Message(
        paragraphs(
            lines(_title(t, standing.network), own_turn(reader, standing, asked.city)),
            t.say("⏳ <b>{city} has been asked to swap.</b> If it accepts:", city=short_city(asked.other)),
            _after(reader, asked),
            _ends(reader, asked),
            noted_mark(t) if swap.noted_by is not None else None,
        ),
        (
            (Button(t.label("↩️ Withdraw the question"), SwapWithdrawn(swap.id)),),
            (_giving_back(t, standing.network, for_city),),
            *_last(t, standing.network, asked.meeting),
        ),
    )


def confirmation(reader: Reader, rota: Rota, asked: Swap, people: int, *, is_noting: bool = False) -> Message:
    """Before the other city is asked. `people`: how many of it are."""
    t, for_city = reader.translator, asked.city.id if is_noting else 0
    return Message(
        paragraphs(
            t.say("<b>Ask {city} to swap turns?</b> If it accepts:", city=short_city(asked.other)),
            _after(reader, asked),
            t.count(
                "✉️ {n} person of {city} is asked in private, in their own hours.",
                "✉️ {n} people of {city} are asked in private, each in their own hours; the first answer counts.",
                people,
                city=short_city(asked.other),
            ),
            _ends(reader, asked),
        ),
        (
            (Button(t.label("✅ Yes, ask"), SwapAsked(asked.network.id, rota.sequence, asked.other.id, for_city)),),
            (Button(t.label("◀️ Back"), SwapBegun(asked.network.id, for_city)),),
        ),
    )


def question(reader: Reader, swap: TurnSwap, asked: Swap) -> Message:
    """To the people of the city that is asked, and what becomes of it."""
    t = reader.translator
    if swap.outcome is not None:
        return Message(
            paragraphs(
                _question_title(t, asked),
                outcome(t, swap.outcome),
                _after(reader, asked, of_other_first=True) if swap.outcome is SwapOutcome.ACCEPTED else None,
            ),
            ((rota_key(t, asked.network.id),),),
        )
    return Message(
        paragraphs(
            lines(_question_title(t, asked), noted_mark(t) if swap.noted_by is not None else None),
            lines(
                t.say(
                    "🎤 {city} now: {turn}",
                    city=short_city(asked.other),
                    turn=_when(reader, asked, asked.other_meeting),
                ),
                t.say("🔁 With the swap: {turn}", turn=_when(reader, asked, asked.meeting)),
            ),
            t.say("The first answer of your city counts; both are fine."),
            _ends(reader, asked),
        ),
        (
            (Button(t.label("🤝 Swap"), SwapAnswered(swap.id, is_accepted=True)),),
            (Button(t.label("🎤 Keep our turn"), SwapAnswered(swap.id, is_accepted=False)),),
            (rota_key(t, asked.network.id),),
        ),
    )


def answers_are_pressed(t: Translator) -> Html:
    """To who typed an answer."""
    return t.say("👇 The question is answered with its buttons; what is typed is not counted.")


def not_swapped(reader: Reader, swap: TurnSwap, asked: Swap) -> Message:
    """To who asked: kindly, and with what can be done next."""
    t = reader.translator
    return Message(
        paragraphs(
            _ended(t, swap, asked),
            t.say(
                "{city} keeps its turn: session {number}, {moment}",
                city=short_city(asked.city),
                number=asked.meeting.number,
                moment=when(reader, asked.meeting.starts_at, asked.network, asked.now),
            ),
            t.say("Another city can be asked, and the coordination helps to find a date."),
        ),
        ((swap_key(t, asked.network.id), rota_key(t, asked.network.id)),),
    )


def over(reader: Reader, swap: TurnSwap, asked: Swap) -> Message:
    """What becomes of the page on which an answer was awaited."""
    t = reader.translator
    if swap.outcome is SwapOutcome.ACCEPTED:
        return swapped(reader, asked, asked.city)
    return Message(_ended(t, swap, asked), ((swap_key(t, asked.network.id), rota_key(t, asked.network.id)),))


def _ended(t: Translator, swap: TurnSwap, asked: Swap) -> Html:
    other = short_city(asked.other)
    match swap.outcome:
        case SwapOutcome.DECLINED:
            return t.say("🔁 <b>{city} cannot swap turns this time.</b>", city=other)
        case SwapOutcome.UNANSWERED:
            return t.say("🔁 <b>No answer has come from {city} in time,</b> so the question is over.", city=other)
        case SwapOutcome.WITHDRAWN:
            return t.say("↩️ <b>The question to {city} has been withdrawn.</b>", city=other)
        case _:
            return t.say(
                "🔁 <b>Turns or sessions have changed meanwhile,</b> so the question to {city} is over.", city=other
            )


def swapped(reader: Reader, asked: Swap, city: City | None) -> Message:
    """To the people of both cities and those who prepare the sessions. `city`: for which the reader speaks."""
    t = reader.translator
    cities = named(t, sorted((asked.city, asked.other), key=lambda one: (one.name, one.slug)))
    is_other = city is not None and city.id == asked.other.id
    return Message(
        paragraphs(
            t.say(
                "🤝 <b>{cities} have swapped their turns</b> · {field}",
                cities=cities,
                field=asked.network.field,
            ),
            _after(reader, asked, of_other_first=is_other),
        ),
        ((rota_key(t, asked.network.id),),),
    )


def _title(t: Translator, network: Network) -> Html:
    return t.say("🔁 <b>Change turn</b> · {field}", field=network.field)


def _question_title(t: Translator, asked: Swap) -> Html:
    return t.say(
        "🔁 <b>{city} asks {other} to swap turns</b> · {field}",
        city=short_city(asked.city),
        other=short_city(asked.other),
        field=asked.network.field,
    )


def _when(reader: Reader, asked: Swap, meeting: Meeting) -> Html:
    moment = when(reader, meeting.starts_at, asked.network, asked.now)
    return reader.translator.say("session {number}, {moment}", number=meeting.number, moment=moment)


def _after(reader: Reader, asked: Swap, *, of_other_first: bool = False) -> Html:
    """Whose turn is when then; the reader's city first."""
    both = [
        _presents(reader, asked, asked.city, asked.other_meeting),
        _presents(reader, asked, asked.other, asked.meeting),
    ]
    return lines(*(both[::-1] if of_other_first else both))


def _presents(reader: Reader, asked: Swap, city: City, meeting: Meeting) -> Html:
    return reader.translator.say(
        "🎤 {city}: session {number}, {moment}",
        city=short_city(city),
        number=meeting.number,
        moment=when(reader, meeting.starts_at, asked.network, asked.now),
    )


def _ends(reader: Reader, asked: Swap) -> Html:
    moment = when(reader, asked.ends_at, asked.network, asked.now)
    return reader.translator.say(
        "Without an answer the question ends a week before the first of the two sessions: {moment}", moment=moment
    )


def _turns(reader: Reader, standing: Standing, askable: Sequence[tuple[City, Meeting]]) -> list[Html]:
    """Session by session."""
    asked = {city.id for city, _ in askable}
    ahead = [replace(one, cities=tuple(city for city in one.cities if city.id in asked)) for one in standing.places]
    return [place(reader, standing, one) for one in ahead if one.cities]


def _choice(t: Translator, standing: Standing, city: City, meeting: Meeting, for_city: int) -> Button:
    return Button(
        t.label("🔁 {city} · session {number}", city=short_city(city), number=meeting.number),
        SwapChosen(standing.network.id, standing.rota.sequence, city.id, for_city),
    )


def _unaskable(t: Translator, others: Sequence[City], *, is_all: bool) -> Html | None:
    if is_all:
        return t.say("No other city can be asked in time. The coordination helps to find another date.")
    if not others:
        return None
    return t.say(
        "Nobody can be asked here in time: {cities}. The coordination can swap these turns too.",
        cities=named(t, others),
    )


def _giving_back(t: Translator, network: Network, for_city: int) -> Button:
    label = t.label("✋ It cannot present") if for_city else t.label("✋ We cannot present")
    return Button(label, GivingBackBegun(network.id, for_city))


def _last(t: Translator, network: Network, meeting: Meeting | None) -> Rows:
    session = (
        (Button(t.label("◀️ Session {number}", number=meeting.number), MeetingOpened(meeting.id)),)
        if meeting is not None
        else ()
    )
    return ((*session, rota_key(t, network.id)) if session else (rota_key(t, network.id), back_button(t)),)
