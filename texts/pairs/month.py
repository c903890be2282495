"""The pairs of a network: whether one's city takes part, whom it meets, and for the coordination all of it."""

from collections.abc import Iterator, Sequence

from store.models import City, Met, Role
from store.pairs import Paired
from texts.cities import city_name, short_city
from texts.coordinating.presses import NetworkDeskOpened
from texts.dates import day_of
from texts.lists import in_rows, some_of
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.network.presses import NetworkOpened
from texts.pairs.presses import (
    HandPairBegun,
    PairOpened,
    PairsOpened,
    PairsSwitched,
    PairUndone,
    PairWished,
    SwitchingOffAsked,
    WishesNoted,
    own_key,
)
from texts.pairs.shown import Month
from texts.translator import Translator

MOST = 8  # names in a line


def page(t: Translator, shown: Month) -> Message:
    """As the reader may see it."""
    coordinates = shown.membership.role is Role.COORDINATOR
    return Message(
        paragraphs(
            t.say("🔁 <b>City pairs</b> · {network}", network=shown.network.name),
            _what(t, shown),
            _own(t, shown) if shown.is_on else None,
            *(_all(t, shown) if shown.is_on and coordinates else ()),
        ),
        (
            *(_own_keys(t, shown) if shown.is_on else ()),
            *(_desk(t, shown) if coordinates else ()),
            (Button(t.label("◀️ Back"), (NetworkDeskOpened if coordinates else NetworkOpened)(shown.network.id)),),
        ),
    )


def wishes_page(t: Translator, shown: Month) -> Message:
    """The coordination notes what cities have said otherwise: a key turns a wish around."""
    listed = [Html("{} {}").format(_sign(shown.wants(city)), city_name(t, city)) for city in shown.cities]
    keys = [
        Button(
            f"{_sign(shown.wants(city))} {short_city(city)}",
            PairWished(shown.network.id, city.id, not shown.wants(city)),
        )
        for city in shown.cities
    ]
    return Message(
        paragraphs(
            t.say("✍️ <b>Who wants to meet in pairs?</b> · {network}", network=shown.network.name),
            lines(*listed) if listed else t.say("No city takes part yet."),
            t.say("✅ wants to, 🚫 does not, ▫️ has not said. A key changes it in the name of the city."),
        ),
        (*in_rows(keys), (Button(t.label("◀️ Back"), PairsOpened(shown.network.id)),)),
    )


def hand_page(t: Translator, shown: Month, first: City | None, round_id: int, sequence: int) -> Message:
    """Which one of those that are in no pair, and then with which other such, or with which two that meet."""
    others = [city for city in shown.resting if first is None or city.id != first.id]
    keys = [Button(short_city(city), _hand_press(round_id, sequence, first, city)) for city in others]
    twos = [] if first is None else [one for one in shown.paired if one.is_of_two]
    joining = [
        (Button(" ↔ ".join(map(short_city, two.cities)), _hand_press(round_id, sequence, first, two.cities[0])),)
        for two in twos
    ]
    asked = (
        t.say("🤝 <b>Which city do you pair?</b>")
        if first is None
        else t.say("🤝 <b>With whom do you pair {city}?</b>", city=city_name(t, first))
    )
    nobody = t.say("There is no city that wants to meet and is in no pair.")
    return Message(
        paragraphs(asked, nobody if not others and not twos else None),
        (*in_rows(keys), *joining, (Button(t.label("◀️ Back"), PairsOpened(shown.network.id)),)),
    )


def whether_to_switch_off(t: Translator, shown: Month) -> Message:
    """Really?"""
    return Message(
        t.say("Close pairs of cities? Those that were told already can still meet, and what was told stays."),
        (
            (Button(t.label("⏸ Yes, close them"), PairsSwitched(shown.network.id, is_on=False)),),
            (Button(t.label("◀️ Back"), PairsOpened(shown.network.id)),),
        ),
    )


def wished(t: Translator, *, wants: bool, is_late: bool) -> str:
    """A toast. `is_late`: the pairs of this month are made."""
    if not wants:
        return t.plain("Noted: not for now. It can be changed at any time.")
    return t.plain("Noted. The pairs of this month are made: next month.") if is_late else t.plain("Noted. Thank you!")


def switched(t: Translator, *, is_on: bool) -> str:
    """A toast."""
    return t.plain("Open. The next digest asks the cities.") if is_on else t.plain("Closed.")


def _what(t: Translator, shown: Month) -> Html:
    if not shown.is_on:
        return t.say(
            "Between two sessions, two cities that have something for each other talk for an hour. The coordination "
            "opens it; each city says whether it wants to."
        )
    return t.say(
        "About a week after each session, cities that want to are told whom they meet: one needs what the other "
        "offers, and their hours overlap."
    )


def _own(t: Translator, shown: Month) -> Html | None:
    if shown.city is None:
        return None
    city = city_name(t, shown.city)
    match shown.wants(shown.city):
        case None:
            return t.say("Does {city} want to meet another city each month?", city=city)
        case False:
            return t.say("{city} does not take part for now.", city=city)
    if shown.own is None:
        return t.say("✅ {city} takes part.", city=city)
    others = [Html.escape(short_city(other)) for other in shown.own.cities if other != shown.city]
    return t.say("✅ This month {city} meets {others}.", city=city, others=t.list_of(others))


def _own_keys(t: Translator, shown: Month) -> Iterator[tuple[Button, ...]]:
    if shown.own is not None:
        yield (own_key(t, shown.own.pair.id),)
    if shown.city is None:
        return
    yes = Button(t.label("✅ We want to"), PairWished(shown.network.id, 0, wants=True))
    if shown.wants(shown.city):
        yield (Button(t.label("🚫 No more pairs"), PairWished(shown.network.id, 0, wants=False)),)
    elif shown.wants(shown.city) is None:
        yield (yes, Button(t.label("🚫 Not now"), PairWished(shown.network.id, 0, wants=False)))
    else:
        yield (yes,)


def _all(t: Translator, shown: Month) -> Iterator[Html]:
    """For the coordination: this month's pairs, who rests, and who has not said."""
    if shown.round is not None and (shown.paired or shown.round.left_at is None):
        listed = (
            Html("{}. {}").format(number, _pair(t, paired, is_told=shown.round.left_at is not None))
            for number, paired in enumerate(shown.paired, 1)
        )
        yield lines(_when(t, shown), *listed)
    wanting = len(shown.wanting)
    if shown.round is None or shown.round.left_at is not None:
        yield t.say("The day before, coordination receives the plan, and can part and pair by hand.")
    silent = [city for city in shown.cities if shown.wants(city) is None]
    yield lines(
        t.count("{n} city wants to.", "{n} cities want to.", wanting) if wanting else t.say("No city wants to yet."),
        t.say("Rest: {cities}.", cities=_names(t, shown.resting)) if shown.round and shown.resting else None,
        t.say("Have not said: {cities}.", cities=_names(t, silent)) if silent else None,
    )


def _when(t: Translator, shown: Month) -> Html:
    round_ = shown.round
    if round_ is None or round_.left_at is None:
        return t.say("<b>They are told on {day}</b>", day=day_of(t, round_.leaves_at) if round_ else "")
    return t.say("<b>Told on {day}</b>", day=day_of(t, round_.left_at))


def _pair(t: Translator, paired: Paired, *, is_told: bool) -> Html:
    cities = Html(" ↔ ").join(Html.escape(short_city(city)) for city in paired.cities)
    if not is_told:
        return cities
    return Html("{} · {}").format(cities, _state(t, paired))


def _state(t: Translator, paired: Paired) -> Html:
    said = {one.met for _, one in paired.of}
    if Met.YES in said:
        return t.say("🎉 they met")
    if Met.NO in said:
        return t.say("it was not possible")
    return t.say("📅 date agreed") if paired.pair.agreed_at is not None else t.say("nothing said yet")


def _desk(t: Translator, shown: Month) -> Rows:
    network_id = shown.network.id
    if not shown.is_on:
        return ((Button(t.label("▶️ Open pairs of cities"), PairsSwitched(network_id, is_on=True)),),)
    noting = Button(t.label("✍️ Note for cities"), WishesNoted(network_id))
    closing = Button(t.label("⏸ Close pairs"), SwitchingOffAsked(network_id))
    return (*_by_hand(t, shown), (noting, closing))


def _by_hand(t: Translator, shown: Month) -> Rows:
    """Before they are told they can be changed; after that they can be looked at."""
    round_ = shown.round
    if round_ is None:
        return ()
    if round_.left_at is not None:
        return in_rows([_look_key(t, place, paired) for place, paired in enumerate(shown.paired, 1)])
    parting = [
        Button(t.label("✂️ Part {n}", n=place), PairUndone(paired.pair.id, round_.sequence))
        for place, paired in enumerate(shown.paired, 1)
    ]
    hand = ((Button(t.label("🤝 Pair by hand"), HandPairBegun(round_.id, round_.sequence)),),)
    possible = len(shown.resting) > 1 or (shown.resting and any(paired.is_of_two for paired in shown.paired))
    return (*in_rows(parting), *(hand if possible else ()))


def _look_key(t: Translator, place: int, paired: Paired) -> Button:
    return Button(t.label("See {n}", n=place), PairOpened(paired.pair.id))


def _hand_press(round_id: int, sequence: int, first: City | None, city: City) -> HandPairBegun:
    return HandPairBegun(round_id, sequence, city.id if first is None else first.id, 0 if first is None else city.id)


def _sign(wants: bool | None) -> str:
    return "▫️" if wants is None else "✅" if wants else "🚫"


def _names(t: Translator, cities: Sequence[City]) -> Html:
    return some_of(t, [Html.escape(short_city(city)) for city in cities], MOST)
