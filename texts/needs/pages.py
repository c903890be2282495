"""The map on a phone: some needs a page, each with who could help, so that none is longer than the screen."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from store.models import City
from texts.cities import short_city
from texts.lists import arrows, page_within, pages_for, some_of
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.needs.presses import NeedsMapOpened, picture_key, who_knows_key
from texts.needs.shown import Need, NeedsMap, Thing
from texts.network.presses import NetworkOpened
from texts.translator import Translator

A_PAGE = 4  # needs
WORDS = 80  # characters of a thing
OFFERS = 2  # of a need
CITIES = 4


class Entry(NamedTuple):
    """Some lines of the map, and the heading under which they stand."""

    heading: Html
    said: Html


def page(t: Translator, shown: NeedsMap, number: int, *, names_silent: bool) -> Message:
    """`names_silent`: who prepares the sessions reads which cities have said nothing; for all others it is a number."""
    entries = list(_entries(t, shown))
    number = page_within(number, len(entries), A_PAGE)
    network_id = shown.network.id
    turning = arrows(t, number, pages_for(len(entries), A_PAGE), lambda to: NeedsMapOpened(network_id, to))
    seen = () if shown.is_empty else (picture_key(t, network_id),)
    return Message(
        paragraphs(
            t.say("🗺 <b>Needs and offers</b> · {network}", network=shown.network.name),
            _filled(t, shown, names_silent=names_silent),
            *_under_headings(entries[number * A_PAGE : (number + 1) * A_PAGE]),
            t.say("Nobody has said yet what they need.") if shown.is_empty else None,
        ),
        (
            *((turning,) if turning else ()),
            (*seen, who_knows_key(t, network_id)),
            (Button(t.label("◀️ Back"), NetworkOpened(network_id)),),
        ),
    )


def before_first_session(t: Translator, shown: NeedsMap, days: int) -> Message:
    """To who prepares it."""
    first = page(t, shown, 0, names_silent=True)
    opening = t.count("🎙 The first session is in {n} day.", "🎙 The first session is in {n} days.", days)
    what_for = t.say("It can be forwarded: the picture, too. What nobody offers may be for the agenda.")
    return Message(paragraphs(opening, first.text, what_for), first.rows)


def _filled(t: Translator, shown: NeedsMap, *, names_silent: bool) -> Html:
    said = t.say(
        "{filled} of {all} have said what they need and offer.",
        filled=t.number(shown.filled),
        all=t.count("{n} city", "{n} cities", len(shown.cities)),
    )
    if not names_silent or not shown.silent:
        return said
    return lines(said, t.say("Still missing: {cities}.", cities=_cities(t, shown.silent, len(shown.cities))))


def _entries(t: Translator, shown: NeedsMap) -> Iterator[Entry]:
    shared, alone = t.say("<b>Several cities need something alike</b>"), t.say("<b>Nobody offers it yet</b>")
    for group in shown.shared:
        yield Entry(shared, _in_common(t, group))
    answered = t.say("<b>One needs it, another offers it</b>")
    for need in shown.answered:
        yield Entry(answered, _answered(t, need))
    for need in shown.alone:
        yield Entry(alone, _thing("🔎", need.thing))


def _under_headings(entries: Sequence[Entry]) -> Iterator[Html]:
    """Each heading once, above the first of its entries on this page."""
    for heading in dict.fromkeys(entry.heading for entry in entries):
        yield lines(heading, *(entry.said for entry in entries if entry.heading == heading))


def _in_common(t: Translator, group: Sequence[Thing]) -> Html:
    """Each city in its own words, unless they are the same."""
    if len({thing.text.casefold() for thing in group}) == 1:
        cities = _cities(t, [thing.city for thing in group], CITIES)
        return Html("🧩 {}: {}").format(excerpt(group[0].text, WORDS), cities)
    more = len(group) - CITIES
    return lines(
        _thing("🧩", group[0]),
        *(Html("   {}").format(_thing("↳", thing)) for thing in group[1:CITIES]),
        Html("   ↳ {}").format(t.count("{n} more", "{n} more", more)) if more > 0 else None,
    )


def _answered(t: Translator, need: Need) -> Html:
    more = len(need.offers) - OFFERS
    return lines(
        _thing("🔎", need.thing),
        *(Html("   ↳ {}").format(_thing("🤝", offer)) for offer in need.offers[:OFFERS]),
        Html("   ↳ {}").format(t.count("{n} more", "{n} more", more)) if more > 0 else None,
    )


def _thing(sign: str, thing: Thing) -> Html:
    return Html("{} {}: {}").format(sign, short_city(thing.city), excerpt(thing.text, WORDS))


def _cities(t: Translator, cities: Sequence[City], most: int) -> Html:
    return some_of(t, [Html.escape(short_city(city)) for city in cities], most)
