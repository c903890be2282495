"""What is told of the few."""

from store.frozen import frozen
from store.models import Asking, Challenge, City, Person
from texts.cities import short_city
from texts.lists import some_of
from texts.message import Html
from texts.translator import Translator

CITIES = 4  # named; the rest are counted


@frozen
class Told:
    """What somebody is asked. city: that asks; by: who thought of them."""

    challenge: Challenge
    city: City | None
    asking: Asking
    by: Person | None


@frozen
class Few:
    """As whoever asks reads it. is_to_come: somebody is to be asked in some minutes."""

    cities: tuple[City, ...]
    is_to_come: bool


def line(t: Translator, few: Few) -> Html:
    """On the page of a challenge, for whoever asks: cities, and nothing of who is likelier."""
    if few.cities:
        names = [Html.escape(short_city(city)) for city in few.cities]
        return t.say("🙋 We have put it to {cities}.", cities=some_of(t, names, CITIES))
    if few.is_to_come:
        return t.say("🙋 In a few minutes it is put to those of other cities who are likeliest to know.")
    return t.say("📬 The whole network reads it in the weekly digest.")
