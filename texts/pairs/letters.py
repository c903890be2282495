"""The letters of a pair: with whom, why, when it would suit both, and how to write; and what else comes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from store.models import City, Met, Network, PairCity, Person
from texts.cities import city_name, short_city
from texts.dates import hour_there, moment
from texts.meetings.shown import Reader
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, quoted
from texts.needs.presses import map_key
from texts.pairs.met import named, not_met_keys
from texts.pairs.presses import (
    DateAgreed,
    MeetingTold,
    MonthRefused,
    PairOpened,
    PairsOpened,
    RefusalAsked,
    WritingBegun,
    pairs_key,
)
from texts.pairs.shown import Help, InCommon, PairShown
from texts.translator import Translator

WORDS = 90  # characters of a need or an offer
PEOPLE = 3  # of a city


def made(reader: Reader, shown: PairShown, city: City, instead_of: City | None = None) -> Message:
    """To the people of a city; later it shows how it stands. `instead_of`: the one that cannot this month."""
    t, others = reader.translator, shown.others(city.id)
    if shown.pair.ended_at is not None or city not in shown.paired.cities or not others:
        return _undone(t, shown, city)
    gone = instead_of or next((of for of, one in shown.paired.of if one.cannot_at is not None), None)
    cannot = t.say("{city} cannot this month.", city=city_name(t, gone)) if gone is not None else None
    heading = t.say(
        "🔁 <b>This month {city} meets {others}</b>",
        city=short_city(city),
        others=named(t, others),
    )
    text = paragraphs(
        cannot, heading, _why(t, shown), _hours(reader, shown, city), _people(t, shown, others), _state(t, shown)
    )
    return Message(text, _keys(t, shown, others))


def _undone(t: Translator, shown: PairShown, city: City) -> Message:
    cities = named(t, [city for city, _ in shown.paired.of])
    said = t.say("🔁 {cities} do not meet this month.", cities=cities)
    if city not in shown.paired.cities:
        said = t.say(
            "🔁 {city} cannot this month. The others know, and next month it goes on.", city=city_name(t, city)
        )
    return Message(said, ((pairs_key(t, shown.network.id),),))


def _why(t: Translator, shown: PairShown) -> Html | None:
    said = [*(_helps(t, one) for one in shown.helps), *(_common(t, one) for one in shown.common)]
    return lines(*said) if said else None


def _helps(t: Translator, one: Help) -> Html:
    return t.say(
        "• {taker} needs “{need}” and {giver} offers “{offer}”.",
        taker=short_city(one.taker),
        need=excerpt(one.need, WORDS),
        giver=short_city(one.giver),
        offer=excerpt(one.offer, WORDS),
    )


def _common(t: Translator, one: InCommon) -> Html:
    return t.say(
        "• They need something alike: “{need}” ({one}), “{same}” ({other}).",
        need=excerpt(one.need, WORDS),
        one=short_city(one.one),
        same=excerpt(one.same, WORDS),
        other=short_city(one.other),
    )


def _hours(reader: Reader, shown: PairShown, city: City) -> Html | None:
    """In the reader's hours, with those of the other city beside them."""
    t = reader.translator
    if shown.has_met or shown.pair.agreed_at is not None:
        return None
    if not shown.hours:
        return t.say("No hour was found that lies in the working hours of all: agree on one by writing.")
    others = shown.others(city.id)
    listed = (Html("• {}").format(_hour(reader, at, others)) for at in shown.hours)
    return lines(t.say("<b>Hours that suit all, 60 minutes:</b>"), *listed)


def _hour(reader: Reader, at: datetime, others: Sequence[City]) -> Html:
    """On the reader's clock, and in brackets on that of each city which shows another hour."""
    t = reader.translator
    own = moment(t, at, city=reader.city)
    offset = at.astimezone(t.zone).utcoffset()
    elsewhere = [
        (city, ZoneInfo(city.zone)) for city in others if at.astimezone(ZoneInfo(city.zone)).utcoffset() != offset
    ]
    if not elsewhere:
        return own
    there = Html(", ").join(Html("{} {}").format(hour_there(t, at, zone), city.name) for city, zone in elsewhere)
    return Html("{} ({})").format(own, there)


def _people(t: Translator, shown: PairShown, others: Sequence[City]) -> Html:
    reached = [city for city in others if shown.people.get(city.id)]
    reply = t.say("✍️ A reply to this message reaches them.") if reached else None
    return lines(*(_of_city(t, shown, city) for city in others), reply)


def _of_city(t: Translator, shown: PairShown, city: City) -> Html:
    people = shown.people.get(city.id, ())[:PEOPLE]
    place = short_city(city)
    if not people:
        return t.say("Nobody of {city} reads the bot at present: the coordination makes the contact.", city=place)
    named = [Html("<b>{}</b>").format(excerpt(one.name, 60)) for one in people]
    return Html("👤 {}: {}").format(place, t.list_of(named))


def _state(t: Translator, shown: PairShown) -> Html | None:
    if shown.has_met:
        return t.say("🎉 They met.")
    return t.say("📅 The date is agreed.") if shown.pair.agreed_at is not None else None


def _keys(t: Translator, shown: PairShown, others: Sequence[City]) -> Rows:
    pair = shown.pair
    reached = any(shown.people.get(city.id) for city in others)
    to = t.label("✍️ Write to {city}", city=others[0].name) if len(others) == 1 else t.label("✍️ Write to them")
    writing = Button(to, WritingBegun(pair.id))
    write = ((writing,),) if reached else ()
    if shown.has_met:
        return write
    cannot = Button(t.label("🚫 We cannot this month"), RefusalAsked(pair.id, pair.sequence))
    if pair.agreed_at is not None:
        return (*write, (cannot,))
    return (*write, (Button(t.label("📅 We have agreed a date"), DateAgreed(pair.id, pair.sequence)),), (cannot,))


def opened(reader: Reader, shown: PairShown, city: City, *, is_due: bool) -> Message:
    """The same as a page, with what it was like below. `is_due`: it is time to ask whether they have met."""
    t, letter = reader.translator, made(reader, shown, city)
    said = [Html("💬 {}: {}").format(short_city(of), one.words) for of, one in shown.paired.of if one.words]
    is_open = shown.pair.ended_at is None and city in shown.paired.cities and not shown.has_met
    met = ((Button(t.label("🎉 We have met"), MeetingTold(shown.pair.id, city.id, Met.YES)),),)
    back = (Button(t.label("◀️ Back"), PairsOpened(shown.network.id)),)
    return replace(
        letter,
        text=paragraphs(letter.text, *said),
        rows=(
            *letter.rows,
            *(met if is_open else ()),
            *((not_met_keys(t, shown.pair.id, city.id),) if is_open and is_due else ()),
            back,
        ),
    )


def looked_at(t: Translator, shown: PairShown) -> Message:
    """By the coordination: why, and what each city says, which can be noted in its name."""
    others = Html(" ↔ ").join(Html.escape(short_city(city)) for city in shown.paired.cities)
    said = [Html("{}: {}").format(short_city(city), _said(t, one)) for city, one in shown.paired.of]
    keys = [
        (Button(t.label("🎉 {city}: they met", city=city.name), MeetingTold(shown.pair.id, city.id, Met.YES)),)
        for city, one in shown.paired.of
        if one.met is not Met.YES and one.cannot_at is None and shown.pair.ended_at is None
    ]
    return Message(
        paragraphs(t.say("🔁 <b>{cities}</b>", cities=others), _why(t, shown), lines(*said), _state(t, shown)),
        (*keys, (Button(t.label("◀️ Back"), PairsOpened(shown.network.id)),)),
    )


def _said(t: Translator, one: PairCity) -> Html:
    if one.cannot_at is not None:
        return t.say("cannot this month")
    match one.met:
        case Met.YES:
            return Html("🎉 {}").format(one.words) if one.words else t.say("🎉 they met")
        case Met.NOT_YET:
            return t.say("not yet")
        case Met.NO:
            return t.say("it was not possible")
    return t.say("nothing said yet")


def whether_to_refuse(t: Translator, shown: PairShown, city: City) -> Message:
    """Really?"""
    others = t.list_of([city_name(t, other) for other in shown.others(city.id)])
    return Message(
        paragraphs(
            t.say("<b>{city} cannot this month?</b>", city=city_name(t, city)),
            t.say("It is told to {others}, and somebody else is looked for. Next month it goes on.", others=others),
        ),
        (
            (Button(t.label("🚫 Yes, tell them"), MonthRefused(shown.pair.id, shown.pair.sequence)),),
            (Button(t.label("◀️ Back"), PairOpened(shown.pair.id)),),
        ),
    )


def rests(t: Translator, network: Network, city: City, gone: City | None) -> Message:
    """To the people of a city for which nobody is free. It comes first in the next month."""
    opening = (
        t.say("🔁 {gone} cannot meet this month, and no other city is free.", gone=city_name(t, gone))
        if gone is not None
        else t.say(
            "🔁 This month no city was found for {city}: the numbers, or the hours, did not come out even.",
            city=city_name(t, city),
        )
    )
    return Message(
        paragraphs(
            opening,
            t.say(
                "Next month it comes first. The clearer it says what it needs and offers, the easier somebody is found."
            ),
        ),
        ((map_key(t, network.id), pairs_key(t, network.id)),),
    )


def planned(t: Translator, shown: Message) -> Message:
    """To the coordination, the day before: the page of the month, with what it is for."""
    opening = t.say("🔁 <b>Tomorrow these pairs leave.</b> Until then they can be parted, or made by hand.")
    return replace(shown, text=paragraphs(opening, shown.text))


def written(t: Translator, shown: PairShown, by: Person, city: City, words: str) -> Message:
    """From the other city."""
    who = t.say("✍️ <b>{person}</b>, {city}:", person=excerpt(by.name, 60), city=short_city(city))
    below = t.say("A reply to this message goes back.")
    answer = Button(t.label("✍️ Answer"), WritingBegun(shown.pair.id))
    return Message(lines(who, quoted(words), below), ((answer,),))


def erased(t: Translator) -> Message:
    """In the place of what somebody wrote who is erased."""
    return Message(t.say("✉️ What stood here was erased with the data of whoever wrote it."))
