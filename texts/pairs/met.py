"""Whether cities have met: the question, and what was said."""

from collections.abc import Sequence

from store.models import City, Met
from texts.cities import short_city
from texts.message import Button, Html, Message, Rows
from texts.pairs.presses import MeetingTold, own_key
from texts.pairs.shown import PairShown
from texts.translator import Translator


def named(t: Translator, cities: Sequence[City]) -> Html:
    """Cities in a sentence."""
    return t.list_of([Html.escape(short_city(city)) for city in cities])


def question(t: Translator, shown: PairShown, city: City) -> Message:
    """Ten days later, to one person of each city."""
    said = t.say("🔁 <b>Did {cities} meet?</b>", cities=named(t, shown.paired.cities))
    return Message(said, _met_keys(t, shown.pair.id, city.id))


def _met_keys(t: Translator, pair_id: int, city_id: int) -> Rows:
    yes = Button(t.label("🎉 Yes"), MeetingTold(pair_id, city_id, Met.YES))
    return (yes,), not_met_keys(t, pair_id, city_id)


def not_met_keys(t: Translator, pair_id: int, city_id: int) -> tuple[Button, ...]:
    """In a row."""
    return (
        Button(t.label("⏳ Not yet"), MeetingTold(pair_id, city_id, Met.NOT_YET)),
        Button(t.label("🚫 It was not possible"), MeetingTold(pair_id, city_id, Met.NO)),
    )


def answered(t: Translator, shown: PairShown, city: City, met: Met) -> Message:
    """In the place of the question."""
    cities = named(t, shown.paired.cities)
    match met:
        case Met.YES:
            said = t.say("🎉 {cities} met. Thank you for telling!", cities=cities)
            return Message(said, ((own_key(t, shown.pair.id),),))
        case Met.NOT_YET:
            said = t.say("⏳ {cities} have not met yet. There is time until the next session.", cities=cities)
        case Met.NO:
            said = t.say("🚫 {cities} could not meet. Thank you for telling!", cities=cities)
    return Message(said, _met_keys(t, shown.pair.id, city.id))
